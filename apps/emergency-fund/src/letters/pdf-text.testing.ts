/** It has no types, and nothing of it is used but its being there. */
const WORKER = 'pdfjs-dist/legacy/build/pdf.worker.mjs';

/** What a PDF says, page after page, with plain spaces. */
export async function textOf(pdf: Buffer): Promise<string> {
  const worker: unknown = await import(WORKER);
  Object.assign(globalThis, { pdfjsWorker: worker });
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  return pages.join('\n').replace(/\s+/g, ' ').replace(/ :/g, ' :');
}
