import { SaxesParser, type SaxesTagNS } from 'saxes';
import { malformed, StatementRefused } from './statement';
import type { XmlNode } from './xml-node';

/** Deeper than any bank format goes; a hostile file stops here. */
const deepest = 48;
/** Longest text of one element, in characters. */
const longestText = 100_000;
/** Characters that may pass without a tag or a text coming to its end: an attribute, a comment, a name without end. */
const longestPart = 1_000_000;
/** Elements of one fragment: an entry of some ten thousand transactions. */
const largestFragment = 500_000;

export interface FragmentHandlers {
  /** The document element, before anything else. */
  root(name: string, namespace: string): void;
  /** An element above the fragments opens or closes; `path` is local names from the root. */
  open(path: readonly string[]): void;
  close(path: readonly string[]): void;
  /** A whole element at fragment depth. */
  fragment(node: XmlNode, path: readonly string[]): void;
}

/**
 * Reads XML as it arrives and hands over the elements at one depth as small trees, so that memory follows the
 * size of an entry and not of the file. Any document type is refused; entities other than XML's own are errors.
 */
export class XmlFragments {
  private readonly parser = new SaxesParser({ xmlns: true, position: true });
  private readonly path: string[] = [];
  private readonly building: XmlNode[] = [];
  /** Characters since the parser last came to the end of something: it keeps them until then. */
  private pending = 0;
  /** Elements of the fragment being built. */
  private elements = 0;

  constructor(
    private readonly depth: number,
    private readonly handlers: FragmentHandlers,
  ) {
    this.parser.on('error', (error) => {
      throw malformed(`Not well-formed XML: ${error.message.replace(/^\d+:\d+: /, '')}`, this.where());
    });
    this.parser.on('doctype', () => this.refuseDocumentType());
    this.parser.on('comment', () => this.ended());
    this.parser.on('processinginstruction', () => this.ended());
    this.parser.on('opentag', (tag) => this.opened(tag));
    this.parser.on('closetag', () => this.closed());
    this.parser.on('text', (text) => this.said(text));
    this.parser.on('cdata', (text) => this.said(text));
  }

  /** @throws {StatementRefused} MALFORMED_STATEMENT with the line and column */
  write(chunk: string): void {
    for (let at = 0; at < chunk.length; at += longestPart) {
      const part = chunk.slice(at, at + longestPart);
      this.pending += part.length;
      this.parser.write(part);
      if (this.pending > longestPart) throw malformed('A tag, a text or a comment is too long', this.where());
    }
  }

  end(): void {
    this.parser.close();
  }

  where(): string {
    return `line ${this.parser.line}, column ${this.parser.column}${this.path.length ? `, ${this.path.join('/')}` : ''}`;
  }

  private refuseDocumentType(): never {
    throw malformed('A document type declaration is not accepted', this.where());
  }

  private ended(): void {
    this.pending = 0;
  }

  private opened(tag: SaxesTagNS): void {
    this.ended();
    this.path.push(tag.local);
    if (this.path.length > deepest) throw malformed(`Elements are nested deeper than ${deepest}`, this.where());
    if (this.path.length === 1) this.handlers.root(tag.local, tag.uri);
    if (this.path.length < this.depth) return this.handlers.open(this.path);
    this.elements = this.building.length === 0 ? 1 : this.elements + 1;
    if (this.elements > largestFragment) throw malformed('An element holds too many others', this.where());
    const node: XmlNode = { name: tag.local, attributes: attributesOf(tag), text: '', children: [] };
    this.building.at(-1)?.children.push(node);
    this.building.push(node);
  }

  private said(text: string): void {
    this.ended();
    const node = this.building.at(-1);
    if (!node) return;
    if (node.text.length + text.length > longestText) throw malformed('A text is too long', this.where());
    node.text += text;
  }

  private closed(): void {
    this.ended();
    const node = this.building.pop();
    if (!node) this.handlers.close(this.path);
    else if (this.building.length === 0) this.placed(() => this.handlers.fragment(node, this.path));
    this.path.pop();
  }

  /** An error found in a fragment is told with its place in the file. */
  private placed(handle: () => void): void {
    try {
      handle();
    } catch (error) {
      if (!(error instanceof StatementRefused) || error.code !== 'MALFORMED_STATEMENT') throw error;
      throw malformed(error.message, this.where());
    }
  }
}

function attributesOf(tag: SaxesTagNS): Record<string, string> {
  return Object.fromEntries(Object.values(tag.attributes).map(({ local, value }) => [local, value]));
}
