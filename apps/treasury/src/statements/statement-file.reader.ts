import { CamtReader } from './camt.reader';
import { malformed, type StatementEvent, type StatementFormat, unsupported } from './statement';

/** How far to look for the beginning of a document. */
const head = 512;
/** Told by their byte order mark, or by the first character, which is `<`. */
const wideEncodings = [
  { label: 'utf-16le', mark: [0xff, 0xfe] },
  { label: 'utf-16be', mark: [0xfe, 0xff] },
  { label: 'utf-16le', mark: [0x3c, 0x00] },
  { label: 'utf-16be', mark: [0x00, 0x3c] },
];

/** A statement file being read: its format is known once the first events are there. */
export interface StatementFile {
  readonly format: StatementFormat | undefined;
  /** Batches of events, in the order of the file; memory doesn't grow with its length. */
  events(): AsyncGenerator<StatementEvent[]>;
}

/**
 * Reads a statement file as it arrives.
 * @throws {StatementRefused} UNSUPPORTED_FORMAT or MALFORMED_STATEMENT while the events are taken
 */
export function readStatementFile(chunks: AsyncIterable<Uint8Array>): StatementFile {
  const reader = new CamtReader();
  return {
    get format() {
      return reader.format;
    },
    async *events() {
      let decode: ((bytes?: Uint8Array) => string) | undefined;
      for await (const chunk of withHead(chunks)) {
        decode ??= decoderOf(chunk);
        reader.write(decode(chunk));
        yield reader.take();
      }
      if (!decode) throw unsupported('The file is empty');
      reader.write(decode());
      reader.end();
      yield reader.take();
    },
  };
}

/** The same bytes, the first of them together: what a document says of itself may come in pieces. */
async function* withHead(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of chunks) {
    if (!first) yield chunk;
    else {
      first = Buffer.concat([first, chunk]);
      if (first.length < head) continue;
      yield first;
      first = undefined;
    }
  }
  if (first && first.length > 0) yield first;
}

/** The encoding the document declares; UTF-8 where it says nothing. Bytes that aren't of it are an error. */
function decoderOf(first: Uint8Array): (bytes?: Uint8Array) => string {
  const wide = wideEncodings.find(({ mark }) => mark.every((byte, at) => first[at] === byte))?.label;
  const beginning = Buffer.from(first.subarray(0, head))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  if (!wide && !beginning.trimStart().startsWith('<')) throw unsupported('The file is not an XML bank statement');
  const label = wide ?? /^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(beginning)?.[1] ?? 'utf-8';
  const decoder = decoderFor(label);
  return (bytes) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw malformed(`The file holds bytes that are not ${label}`, 'encoding');
    }
  };
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw unsupported(`The encoding ${label} is not known`);
  }
}
