import type { Indicator } from './results-api';

/** Indicators of one outcome or output, under the titles that lead to it. */
export interface Branch {
  titles: readonly string[];
  activities: readonly string[];
  indicators: readonly Indicator[];
}

/** The framework as its author grew it: outcomes, their outputs with their activities, each with its indicators. */
export function branchesOf(framework: unknown, indicators: readonly Indicator[]): Branch[] {
  const placed = new Set<string>();
  const branches = listOf(framework, 'outcomes').flatMap((outcome) => [
    branch(outcome, [], indicators, placed),
    ...listOf(outcome, 'outputs').map((output) => branch(output, [outcome], indicators, placed)),
  ]);
  const elsewhere = indicators.filter(({ key }) => !placed.has(key));
  return [
    ...branches.filter((one) => one.indicators.length > 0 || one.activities.length > 0),
    ...(elsewhere.length > 0 ? [{ titles: [], activities: [], indicators: elsewhere }] : []),
  ];
}

function branch(node: unknown, above: unknown[], indicators: readonly Indicator[], placed: Set<string>): Branch {
  const own = listOf(node, 'indicators').flatMap((one) => {
    const found = indicators.find(({ key }) => key === (textOf(one, 'code') || textOf(one, 'title')));
    if (!found || placed.has(found.key)) return [];
    placed.add(found.key);
    return [found];
  });
  return {
    titles: [...above, node].map((one) => textOf(one, 'title')).filter(Boolean),
    activities: listOf(node, 'activities')
      .map((one) => textOf(one, 'title'))
      .filter(Boolean),
    indicators: own,
  };
}

function listOf(node: unknown, name: string): unknown[] {
  const list = (node as Record<string, unknown> | null | undefined)?.[name];
  return Array.isArray(list) ? list : [];
}

function textOf(node: unknown, name: string): string {
  const text = (node as Record<string, unknown> | null)?.[name];
  return typeof text === 'string' ? text.trim() : '';
}
