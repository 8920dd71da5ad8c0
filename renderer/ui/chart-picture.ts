import type { EChartsType } from 'echarts/core'
import { shell } from '#renderer/app/bridge.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import { toast } from '#renderer/app/toaster.ts'
import { readChartColors } from './chart-colors.ts'
import { type Picture, titledSvg } from './titled-svg.ts'

/** Saves a chart where the user says, as the vector it is or as a PNG of twice its size. */
export async function savePicture(
  chart: EChartsType | undefined,
  title: string,
  format: 'png' | 'svg',
): Promise<void> {
  if (chart === undefined) return
  const place = await shell('shell.chooseSaveFile', { kind: format, suggestedName: `${title}.${format}` })
  if (!place.ok || place.value.file === null) return
  const picture = pictureOf(chart, title)
  const data = format === 'svg' ? picture.svg : await pngOf(picture)
  const answer = await shell('shell.writePicture', { file: place.value.file, format, data })
  if (answer.ok) await toast(`${place.value.name} was written`)
  else useProblem.getState().show({ title: 'The picture was not written', message: answer.error.message })
}

/** Puts a chart on the clipboard as a PNG of twice its size. */
export async function copyPicture(chart: EChartsType | undefined, title: string): Promise<void> {
  if (chart === undefined) return
  const data = await pngOf(pictureOf(chart, title))
  const answer = await shell('shell.copyPicture', { data })
  if (answer.ok) await toast('Copied as a picture')
  else useProblem.getState().show({ title: 'The picture was not copied', message: answer.error.message })
}

const pictureOf = (chart: EChartsType, title: string): Picture =>
  titledSvg(
    { svg: chart.renderToSVGString(), width: chart.getWidth(), height: chart.getHeight() },
    title,
    readChartColors(),
  )

/** The picture as base64. */
async function pngOf({ svg, width, height }: Picture): Promise<string> {
  const scale = 2
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * scale
  canvas.height = height * scale
  const context = canvas.getContext('2d')
  if (context === null) return ''
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length)
}
