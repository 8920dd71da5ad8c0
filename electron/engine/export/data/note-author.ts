/** Who signs the notes that the export adds. */
export const noteAuthor = 'Tenure'
