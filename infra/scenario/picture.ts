import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const [WIDTH, HEIGHT] = [640, 400];
const HORIZON = 0.62;

type Colour = readonly [red: number, green: number, blue: number];

/** A drawn landscape, in the colours of a seed: what stands for a photo in the demonstration, and looks like none. */
export function landscape(seed: number): Uint8Array<ArrayBuffer> {
  const tone = (seed * 47) % 60;
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const row = Buffer.alloc(1 + WIDTH * 3);
    for (let x = 0; x < WIDTH; x++) row.set(colourAt(x / WIDTH, y / HEIGHT, tone), 1 + x * 3);
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const png = [SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND')];
  return new Uint8Array(Buffer.concat(png));
}

function colourAt(x: number, y: number, tone: number): Colour {
  const hill = HORIZON - 0.08 * Math.sin(x * 6 + tone);
  if (y < hill) return [150 + tone + y * 60, 190 + y * 50, 225 - tone / 2].map(Math.round) as unknown as Colour;
  const depth = (y - hill) / (1 - hill);
  return [110 + tone - depth * 60, 130 - depth * 50, 70 + tone / 3 - depth * 40].map(Math.round) as unknown as Colour;
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
