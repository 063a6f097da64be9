/** What a person gave, as a text that differs where the input differs; a file, which JSON leaves empty, by its name, size and time. */
export function inputText(input: unknown): string {
  return JSON.stringify(input, (_, value: unknown) => (value instanceof File ? fileText(value) : value)) ?? '';
}

function fileText({ name, size, type, lastModified }: File): string {
  return [name, size, type, lastModified].join('/');
}
