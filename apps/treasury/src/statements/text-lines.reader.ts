import { malformed } from './statement';
import { longestText } from './text-fields';

/** Cuts chunks of text into lines, whatever ends them; a line without end is refused rather than kept. */
export class TextLines {
  private rest = '';
  private count = 0;

  constructor(private readonly line: (text: string, number: number) => void) {}

  write(chunk: string): void {
    const text = this.rest + chunk;
    let from = 0;
    for (const ending of text.matchAll(/\r\n|\n|\r(?!$)/g)) {
      this.take(text.slice(from, ending.index));
      from = ending.index + ending[0].length;
    }
    this.rest = text.slice(from);
    this.check(this.rest);
  }

  end(): void {
    if (this.rest) this.take(this.rest.replace(/\r$/, ''));
    this.rest = '';
  }

  where(): string {
    return `line ${this.count}`;
  }

  private take(line: string): void {
    this.count += 1;
    this.check(line);
    this.line(line, this.count);
  }

  private check(line: string): void {
    if (line.length > longestText) throw malformed('A line is too long', `line ${this.count + 1}`);
  }
}
