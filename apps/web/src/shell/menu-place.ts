/** The link of the menu under which a page stands: the longest one that leads to it or to a page above it. */
export function placeIn(links: readonly string[], path: string): string | undefined {
  const above = links.filter((to) => path === to || (to !== '/' && path.startsWith(`${to}/`)));
  return above.sort((a, b) => b.length - a.length)[0];
}
