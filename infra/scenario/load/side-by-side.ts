/** Items of one group go in turn, as they depend on each other; groups go side by side. */
export async function sideBySide<T>(
  items: Iterable<T>,
  groupOf: (item: T) => string,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item]);
  await Promise.all(
    [...groups.values()].map(async (group) => {
      for (const item of group) await work(item);
    }),
  );
}
