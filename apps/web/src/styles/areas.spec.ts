import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGES = join(__dirname, '../pages');

/**
 * Classes that more than one sheet gives a look to: every sheet that was loaded stays, and a page would look otherwise after
 * another was visited.
 * @param sheets style sheets by name
 */
function contested(sheets: Record<string, string>): Record<string, string[]> {
  const by = new Map<string, Set<string>>();
  for (const [name, text] of Object.entries(sheets))
    for (const [, className = ''] of text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/(?:^|[},])\s*[a-z]*\.([\w-]+)/g))
      by.set(className, (by.get(className) ?? new Set()).add(name));
  return Object.fromEntries([...by].filter(([, names]) => names.size > 1).map(([name, names]) => [name, [...names]]));
}

describe('style sheets of areas', () => {
  it('tells a class that two of them shape', () => {
    expect(
      contested({ a: '.past { gap: 1px }\n.own li { gap: 1px }', b: 'ol.past > li,\n.other { gap: 2px }' }),
    ).toEqual({
      past: ['a', 'b'],
    });
  });

  it('shape classes of their own', () => {
    const paths = readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'));
    expect(paths.length).toBeGreaterThan(10);
    const sheets = Object.fromEntries(paths.map((path) => [path, readFileSync(join(PAGES, path), 'utf8')]));
    expect(contested(sheets)).toEqual({});
  });
});
