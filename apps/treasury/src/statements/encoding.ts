import { malformed, unsupported } from './statement';

type Chunks = AsyncIterable<Uint8Array>;

/** Told by their byte order mark, or by the first character, whose other byte is empty. */
const wideEncodings = [
  { label: 'utf-16le', mark: [0xff, 0xfe] },
  { label: 'utf-16be', mark: [0xfe, 0xff] },
];

/** UTF-16, by its mark or by the empty byte beside its first character. */
export function wideEncoding(first: Uint8Array): string | undefined {
  const marked = wideEncodings.find(({ mark }) => mark.every((byte, at) => first[at] === byte))?.label;
  if (marked) return marked;
  if (first.length < 2 || (first[0] === 0) === (first[1] === 0)) return undefined;
  return first[1] === 0 ? 'utf-16le' : 'utf-16be';
}

/** The encoding an XML document declares; UTF-8 where it says nothing. */
export function declaredEncoding(first: Uint8Array): string {
  const beginning = Buffer.from(first.subarray(0, 512))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  return wideEncoding(first) ?? /^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(beginning)?.[1] ?? 'utf-8';
}

/** The encoding of a text that declares none: UTF-8 where all of it is, else that of Windows, which has a letter for every byte. */
export async function detectedEncoding(chunks: Chunks): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  for await (const chunk of chunks) {
    const wide = first ? wideEncoding(chunk) : undefined;
    if (wide) return wide;
    first = false;
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      return 'windows-1252';
    }
  }
  try {
    decoder.decode();
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** @throws {StatementRefused} UNSUPPORTED_FORMAT for an unknown encoding, MALFORMED_STATEMENT for bytes that aren't of it */
export async function* decoded(chunks: Chunks, label: string): AsyncGenerator<string> {
  const decoder = decoderFor(label);
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw malformed(`The file holds bytes that are not ${label}`, 'encoding');
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw unsupported(`The encoding ${label} is not known`);
  }
}
