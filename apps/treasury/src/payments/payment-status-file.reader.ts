import { createHash, type Hash } from 'node:crypto';
import { declaredEncoding, decoded } from '../statements/encoding';
import type { Content } from '../statements/statement-file.reader';
import { StatusReportRefused } from './payment-status';
import { asStatusReport, PaymentStatusReader, type StatusEvent } from './payment-status.reader';

/** A status report being read as it arrives. */
export interface StatusFile {
  /** Of the message, once it began. */
  readonly format: string;
  /** SHA-256 of the bytes, once all were read. */
  readonly digest: string;
  events(): AsyncGenerator<StatusEvent[]>;
}

/** @throws {StatusReportRefused} while the events are taken */
export function readStatusFile(content: Content): StatusFile {
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
      try {
        for await (const text of decoded(hashed(content(), hash), await encodingOf(content))) {
          reader.write(text);
          yield reader.take();
        }
        reader.end();
      } catch (error) {
        throw asStatusReport(error);
      }
      digest = hash.digest('hex');
      yield reader.take();
    },
  };
}

/** A report is about one file of payments and is imported alone. @throws {StatusReportRefused} for an archive of several */
export function onlyOne(files: readonly { content: Content }[]): Content {
  const [file, ...others] = files;
  if (file && others.length === 0) return file.content;
  const detail = `The archive holds ${files.length} files: import reports one by one.`;
  throw new StatusReportRefused('UNSUPPORTED_FORMAT', 'Not one report', detail, { files: files.length });
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** What an XML declaration may take. */
const headSize = 512;

/** The beginning may come in pieces. */
async function encodingOf(content: Content): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= headSize) break;
  }
  return declaredEncoding(Buffer.concat(chunks));
}
