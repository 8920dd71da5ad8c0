/** What the command line uses of the bundler: the default exports of all files that match, by path, loaded at once. */
interface ImportMeta {
  glob<Module>(pattern: string, options: { eager: true; import: 'default' }): Record<string, Module>
}
