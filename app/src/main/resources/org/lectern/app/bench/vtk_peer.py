"""Times VTK on the series in a folder: prints seconds to a ready volume, and for an oblique reslice of 1024 x 1024 on two threads."""
import statistics
import sys
import time

import vtk

folder = sys.argv[1]
vtk.vtkMultiThreader.SetGlobalMaximumNumberOfThreads(2)


def load():
    reader = vtk.vtkDICOMImageReader()
    reader.SetDirectoryName(folder)
    start = time.perf_counter()
    reader.Update()
    return time.perf_counter() - start, reader.GetOutput()


runs = [load() for _ in range(4)]
volume = runs[-1][1]
loading = statistics.median(seconds for seconds, _ in runs[1:])

reslice = vtk.vtkImageReslice()
reslice.SetInputData(volume)
reslice.SetInterpolationModeToLinear()
reslice.SetOutputDimensionality(2)
axes = vtk.vtkTransform()
axes.Translate(*volume.GetCenter())
axes.RotateWXYZ(35, 1, 0.4, 0.2)
reslice.SetResliceAxes(axes.GetMatrix())
reslice.SetOutputSpacing(0.35, 0.35, 0.35)
reslice.SetOutputExtent(0, 1023, 0, 1023, 0, 0)
reslice.SetOutputOrigin(-0.35 * 511.5, -0.35 * 511.5, 0)
reslice.SetNumberOfThreads(2)
times = []
for _ in range(12):
    reslice.Modified()
    start = time.perf_counter()
    reslice.Update()
    times.append(time.perf_counter() - start)
print(loading, statistics.median(times[2:]))
