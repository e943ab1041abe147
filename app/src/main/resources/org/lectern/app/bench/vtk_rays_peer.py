"""Times VTK's ray caster for processors on the series in a folder.

Arguments: folder, sample distance in mm for still and for moving pictures, control points as value:opacity:red:green:blue.
Prints milliseconds a picture while turning: composed 1024 x 1024 on 1 and on 2 threads, maximum intensity 1024 x 1024 on
2 threads, composed 512 x 512 with the distance for moving pictures on 2 threads, and for the first picture of all.
"""
import statistics
import sys
import time

import vtk

folder = sys.argv[1]
still = float(sys.argv[2])
moving = float(sys.argv[3])
vtk.vtkMultiThreader.SetGlobalMaximumNumberOfThreads(2)

reader = vtk.vtkDICOMImageReader()
reader.SetDirectoryName(folder)
reader.Update()
image = reader.GetOutput()

color = vtk.vtkColorTransferFunction()
opacity = vtk.vtkPiecewiseFunction()
for point in sys.argv[4:]:
    value, alpha, red, green, blue = (float(part) for part in point.split(":"))
    color.AddRGBPoint(value, red, green, blue)
    opacity.AddPoint(value, alpha)
matter = vtk.vtkVolumeProperty()
matter.SetColor(color)
matter.SetScalarOpacity(opacity)
matter.SetScalarOpacityUnitDistance(1)
matter.SetInterpolationTypeToLinear()
matter.ShadeOn()

mapper = vtk.vtkFixedPointVolumeRayCastMapper()
mapper.SetInputData(image)
mapper.AutoAdjustSampleDistancesOff()
mapper.LockSampleDistanceToInputSpacingOff()
mapper.SetImageSampleDistance(1)
volume = vtk.vtkVolume()
volume.SetMapper(mapper)
volume.SetProperty(matter)
renderer = vtk.vtkRenderer()
renderer.AddVolume(volume)
window = vtk.vtkRenderWindow()
window.SetOffScreenRendering(1)
window.AddRenderer(renderer)

bounds = image.GetBounds()
middle = [(bounds[2 * axis] + bounds[2 * axis + 1]) / 2 for axis in range(3)]
camera = renderer.GetActiveCamera()
camera.ParallelProjectionOn()
camera.SetFocalPoint(*middle)
camera.SetPosition(middle[0], middle[1] - 1000, middle[2])
camera.SetViewUp(0, 0, 1)
camera.SetParallelScale(max(bounds[1] - bounds[0], bounds[5] - bounds[4]) / 2)
camera.Azimuth(30)
camera.Elevation(20)


def picture():
    start = time.perf_counter()
    window.Render()
    return (time.perf_counter() - start) * 1000


def turning(size, threads, distance, frames=4):
    window.SetSize(size, size)
    mapper.SetNumberOfThreads(threads)
    mapper.SetSampleDistance(distance)
    mapper.SetInteractiveSampleDistance(distance)
    times = []
    for _ in range(frames):
        camera.Azimuth(3)
        renderer.ResetCameraClippingRange()
        times.append(picture())
    return statistics.median(times[1:])


window.SetSize(1024, 1024)
renderer.ResetCameraClippingRange()
mapper.SetSampleDistance(still)
first = picture()
composed = [turning(1024, threads, still) for threads in (1, 2)]
fast = turning(512, 2, moving)
mapper.SetBlendModeToMaximumIntensity()
highest = turning(1024, 2, still)
print(composed[0], composed[1], highest, fast, first)
