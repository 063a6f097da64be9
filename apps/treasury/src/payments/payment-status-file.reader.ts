import { createHash } from 'node:crypto';
import { StatusReportRefused } from './payment-status';
import { PaymentStatusReader, type StatusEvent } from './payment-status.reader';

/** What an XML declaration may take. */
const head = 512;

/** A status report being read as it arrives. */
export interface StatusFile {
  /** Of the message, once it began. */
  readonly format: string;
  /** SHA-256 of the bytes, once all were read. */
  readonly digest: string;
  events(): AsyncGenerator<StatusEvent[]>;
}

/** @throws {StatusReportRefused} while the events are taken */
export function readStatusFile(chunks: AsyncIterable<Uint8Array>): StatusFile {
  const reader = new PaymentStatusReader();
  const hash = createHash('sha256');
  let digest = '';
  return {
    get format() {
      return reader.format ?? '';
    },
    get digest() {
      return digest;
    },
    async *events() {
      let decode: Decode | undefined;
      for await (const chunk of chunks) {
        hash.update(chunk);
        decode ??= decoderOf(chunk);
        reader.write(decode(chunk));
        yield reader.take();
      }
      if (decode) reader.write(decode());
      reader.end();
      digest = hash.digest('hex');
      yield reader.take();
    },
  };
}

type Decode = (bytes?: Uint8Array) => string;

/** UTF-8 as ISO 20022 asks, unless the document declares another encoding. Bytes that aren't of it are an error. */
function decoderOf(first: Uint8Array): Decode {
  const beginning = Buffer.from(first.subarray(0, head)).toString('latin1');
  const label = /^[^<]*<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(beginning)?.[1] ?? 'utf-8';
  const decoder = decoderFor(label);
  return (bytes) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw refused('MALFORMED_STATUS_REPORT', `The file holds bytes that are not ${label}`);
    }
  };
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw refused('UNSUPPORTED_FORMAT', `The encoding ${label} is not known`);
  }
}

function refused(code: 'MALFORMED_STATUS_REPORT' | 'UNSUPPORTED_FORMAT', detail: string): StatusReportRefused {
  return new StatusReportRefused(code, 'Payment status report can’t be read', detail, { where: 'encoding' });
}
