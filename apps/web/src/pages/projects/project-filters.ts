import { useFilters } from '../../shell/filters';
import type { Project } from './projects-api';

/** What the address of the list says. */
export interface ProjectFilters {
  etat?: string;
  theme?: string;
  pays?: string;
  bailleur?: string;
  instrument?: string;
  recherche?: string;
}

export function useProjectFilters(): [ProjectFilters, (change: Record<string, string | undefined>) => void] {
  const [filters, change] = useFilters();
  const { etat, theme, pays, bailleur, instrument, recherche } = filters;
  return [
    {
      ...(etat && { etat }),
      ...(theme && { theme }),
      ...(pays && { pays }),
      ...(bailleur && { bailleur }),
      ...(instrument && { instrument }),
      ...(recherche && { recherche }),
    },
    change,
  ];
}

/** Projects that answer every filter, words without accents or capitals. */
export function filtered(projects: readonly Project[], filters: ProjectFilters): Project[] {
  const words = plain(filters.recherche ?? '').split(/\s+/);
  return projects.filter(
    ({ state, theme, country, instrument, donors, title, code, cityName }) =>
      (filters.etat ?? state) === state &&
      (filters.theme ?? theme) === theme &&
      (filters.pays ?? country) === country &&
      (filters.instrument ?? instrument) === instrument &&
      (filters.bailleur === undefined || donors.includes(filters.bailleur)) &&
      words.every((word) => plain(`${title} ${code} ${cityName}`).includes(word)),
  );
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
