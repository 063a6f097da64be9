/** An XML element held in memory: small pieces only, never a whole document. */
export interface XmlNode {
  /** Local name, without prefix. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: XmlNode[];
}

/** The first element found by following local names downwards. */
export function find(node: XmlNode | undefined, ...path: string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, name) => at?.children.find((child) => child.name === name), node);
}

/** Every child of that name. */
export function all(node: XmlNode | undefined, name: string): XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** Trimmed text at the end of the path, or null when it is absent or blank. */
export function textOf(node: XmlNode | undefined, ...path: string[]): string | null {
  return find(node, ...path)?.text.trim() || null;
}

/** Text of the first path that has any: the same thing moved between versions of a format. */
export function firstText(node: XmlNode | undefined, ...paths: string[][]): string | null {
  for (const path of paths) {
    const text = textOf(node, ...path);
    if (text) return text;
  }
  return null;
}
