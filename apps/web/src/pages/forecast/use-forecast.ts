import { useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client';

export type Forecast = Schemas['ForecastDto'];
export type CurrencyCash = Schemas['CurrencyCashDto'];
export type Expected = Schemas['ExpectedDto'];
export type Direction = Expected['direction'];

export function useForecast() {
  return useQuery({
    queryKey: ['cash-forecast'],
    queryFn: () => answered(api.GET('/api/reporting/cash-forecast', {})),
  });
}

/** What a list of the forecast is of: `2026-03.IN`, `retard.OUT`, `apres.IN`. */
export interface Cell {
  /** A month, what is late, or what comes after the last month. */
  of: string;
  direction: Direction;
}

export const LATE = 'retard';
export const BEYOND = 'apres';

export function cellOf(text: string | undefined): Cell | undefined {
  const match = /^(\d{4}-\d{2}|retard|apres)\.(IN|OUT)$/.exec(text ?? '');
  return match?.[1] && match[2] ? { of: match[1], direction: match[2] as Direction } : undefined;
}

/** The list behind a cell; its sum is the cell. */
export function behind(items: readonly Expected[], currency: string, { of, direction }: Cell): Expected[] {
  return items.filter((item) => {
    if (item.amount.currency !== currency || item.direction !== direction) return false;
    if (of === LATE) return item.daysLate > 0;
    return of === BEYOND ? item.month === null : item.month === of;
  });
}
