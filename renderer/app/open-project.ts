import type { Answer } from '#shared/contract/bridge.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { ProjectInfo, UnsavedProject } from '#shared/contract/project.ts'
import type { FileToken } from '#shared/domain/ids.ts'
import { shell } from './bridge.ts'
import { restorePeriod } from './chosen-period.ts'
import { engine } from './engine-client.ts'
import { useOpening } from './state/opening.ts'
import { useProblem } from './state/problem.ts'
import { useProject } from './state/project.ts'
import { useView, type Workspace } from './state/view.ts'
import { toast } from './toaster.ts'

export interface ChosenFile {
  readonly file: FileToken
  readonly name: string
}

/** Takes an answer that holds the project; a refusal is shown where the user is looking. Returns whether it was taken. */
export function takeProject(answer: Answer<ProjectInfo>, title: string): boolean {
  if (answer.ok) {
    useProject.getState().setProject(answer.value)
    return true
  }
  if (answer.error.code !== 'cancelled') useProblem.getState().show({ title, message: answer.error.message })
  return false
}

/** Opens one file in place of the present project: a project file, or a workbook that begins a new one. */
export async function openFile(chosen: ChosenFile): Promise<void> {
  const { workspace } = useView.getState()
  const left = await unsavedNow()
  // Asked for first: once the file is being loaded, the engine has less time for a question.
  const beginning = textFile.test(chosen.name)
    ? engine('project.previewText', { file: chosen.file })
    : undefined
  const opening = engine('project.open', { file: chosen.file }, { label: `Opening ${chosen.name}` })
  if (beginning !== undefined) void showBeginning(beginning, opening)
  const answer = await opening
  if (!takeProject(answer, `${chosen.name} was not opened`)) return
  remember([chosen])
  await arrive(left, workspace)
}

/** Goes to the data of a project that has taken the place of another, which the user may want back. */
async function arrive(unsavedBefore: ReadonlySet<string>, workspaceBefore: Workspace): Promise<void> {
  void offerWayBack(unsavedBefore)
  useView.getState().setScenario(null)
  // The project may be on screen before the answer is here; who has gone on by then is not called back.
  if (useView.getState().workspace === workspaceBefore) useView.getState().go('data')
  await restorePeriod()
}

const textFile = /\.(csv|tsv|tab|txt)(\.gz)?$/i

/** The first rows of a text file, for the time that the rest of it takes. */
async function showBeginning(
  beginning: Promise<Answer<ReplyOf<'project.previewText'>>>,
  opening: Promise<unknown>,
): Promise<void> {
  let isOpen = false
  void opening.finally(() => {
    isOpen = true
    useOpening.getState().show(undefined)
  })
  const answer = await beginning
  if (answer.ok && !isOpen) useOpening.getState().show(answer.value)
}

async function unsavedNow(): Promise<ReadonlySet<string>> {
  const answer = await engine('project.unsaved', {})
  return new Set(answer.ok ? answer.value.projects.map((project) => project.id) : [])
}

/** A project with changes that had no name of its own has been left: it is kept, and one click away. */
async function offerWayBack(before: ReadonlySet<string>): Promise<void> {
  const answer = await engine('project.unsaved', {})
  const left = answer.ok ? answer.value.projects.find((project) => !before.has(project.id)) : undefined
  if (left === undefined) return
  await toast(`${left.name} was not saved. Your changes to it are kept for 30 days.`, {
    text: 'Go back to it',
    onClick: () => void openUnsaved(left),
  })
}

/** Goes back to a project that was left without being saved. */
export async function openUnsaved({ id, name }: UnsavedProject): Promise<void> {
  const { workspace } = useView.getState()
  const left = await unsavedNow()
  const answer = await engine('project.openUnsaved', { id }, { label: `Opening ${name}` })
  if (takeProject(answer, `${name} was not opened`)) await arrive(left, workspace)
}

/** Back to the start screen. A project without a place of its own is listed there. */
export async function closeProject(): Promise<void> {
  const answer = await engine('project.new', {})
  if (answer.ok) useProject.getState().setProject(undefined)
}

/** Files from outside the window: the first takes the place of the present project, the rest join it. */
export async function openFiles([first, ...rest]: readonly ChosenFile[]): Promise<void> {
  if (first === undefined) return
  await openFile(first)
  if (rest.length > 0) await addFiles(rest)
}

/** Puts files that were opened or saved at the top of the recent files. */
function remember(files: readonly ChosenFile[]): void {
  for (const { file } of files) void shell('shell.rememberRecent', { file })
}

/** Adds files to the open project, or opens the first and adds the rest where none is open. */
export async function addFiles(files: readonly ChosenFile[]): Promise<void> {
  if (files.length === 0) return
  if (useProject.getState().project === undefined) return openFiles(files)
  const names = files.map((file) => file.name).join(', ')
  const answer = await engine(
    'project.import',
    { files: files.map((file) => file.file) },
    { label: `Reading ${names}` },
  )
  if (!takeProject(answer, `${names} was not added`)) return
  remember(files)
  await restorePeriod()
}

export async function chooseAndOpen(): Promise<void> {
  const answer = await shell('shell.chooseFiles', { kind: 'workbook' })
  const chosen = answer.ok ? answer.value.files[0] : undefined
  if (chosen !== undefined) await openFile(chosen)
}

export async function chooseAndAdd(): Promise<void> {
  const answer = await shell('shell.chooseFiles', { kind: 'workbook', several: true })
  if (answer.ok) await addFiles(answer.value.files)
}

export async function openSample(): Promise<void> {
  const answer = await shell('shell.sample', {})
  if (answer.ok) await openFile(answer.value)
}

/** Every edit is on disk already; saving gives the project a place and a name of its own. */
export async function saveAs(): Promise<void> {
  const project = useProject.getState().project
  if (project === undefined) return
  const place = await shell('shell.chooseSaveFile', {
    kind: 'project',
    suggestedName: `${project.name}.tenure`,
  })
  if (!place.ok || place.value.file === null) return
  const answer = await engine('project.saveAs', { file: place.value.file })
  if (takeProject(answer, 'The project was not saved')) {
    remember([{ file: place.value.file, name: place.value.name }])
  }
}
