import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { formatAmount, formatDay } from '../../../money/format';
import { useBusinessDay } from '../../../shell/business-day';
import { Empty } from '../../../states/states';
import type { Agreement, Instalment } from '../contributions-api';
import './timeline.css';

const DAY_MS = 86_400_000;
const epochDay = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

interface Span {
  from: number;
  to: number;
}

/** When the instalments of each agreement fall: a dot is expected, a bar is received, a triangle is late. */
export function InstalmentsTimeline({ agreements }: { agreements: readonly Agreement[] }) {
  const { t } = useTranslation('contributions');
  const today = useBusinessDay();
  const scheduled = agreements.filter(({ instalments }) => instalments.length > 0);
  const days = scheduled.flatMap(({ instalments }) => instalments.map(({ dueOn }) => dueOn)).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return <Empty>{t('empty')}</Empty>;
  const years = yearsBetween(first, last);
  const span = { from: epochDay(`${years[0]}-01-01`), to: epochDay(`${Number(years.at(-1)) + 1}-01-01`) };
  return (
    <div
      className="card instalments-timeline"
      role="region"
      data-testid="timeline"
      aria-label={t('shape.timeline')}
      tabIndex={0}
    >
      <Legend />
      <div className="timeline-head" aria-hidden>
        <span />
        <div className="timeline-years">
          {years.map((year) => (
            <span key={year} style={{ left: `${at(span, epochDay(`${year}-01-01`))}%` }}>
              {year}
            </span>
          ))}
        </div>
      </div>
      <ul>
        {scheduled.map((agreement) => (
          <Row key={agreement.code} agreement={agreement} span={span} years={years} today={today} />
        ))}
      </ul>
    </div>
  );
}

function Row({
  agreement,
  span,
  years,
  today,
}: {
  agreement: Agreement;
  span: Span;
  years: number[];
  today?: string | undefined;
}) {
  return (
    <li className="timeline-row">
      <span className="two-lines">
        <Anchor size="sm" fw={600} renderRoot={(props) => <Link to={`/contributions/${agreement.code}`} {...props} />}>
          {agreement.code}
        </Anchor>
        <span className="muted ellipsis">{agreement.donorName}</span>
      </span>
      <ol className="timeline-track">
        {years.map((year) => (
          <li
            key={year}
            className="timeline-grid"
            aria-hidden
            style={{ left: `${at(span, epochDay(`${year}-01-01`))}%` }}
          />
        ))}
        {today !== undefined && (
          <li className="timeline-today" aria-hidden style={{ left: `${at(span, epochDay(today))}%` }} />
        )}
        {agreement.instalments
          .filter(({ state }) => state !== 'CANCELLED')
          .map((instalment) => (
            <Mark key={instalment.number} instalment={instalment} left={at(span, epochDay(instalment.dueOn))} />
          ))}
      </ol>
    </li>
  );
}

function Mark({ instalment, left }: { instalment: Instalment; left: number }) {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const { number, amount, dueOn, state, daysLate } = instalment;
  const shape = daysLate > 0 ? 'late' : state === 'SETTLED' ? 'received' : state === 'CALLED' ? 'called' : 'expected';
  const words = t(`mark.${shape}`, {
    number,
    amount: formatAmount(amount, language),
    day: formatDay(dueOn, language),
    count: daysLate,
  });
  return (
    <li className="timeline-mark" data-shape={shape} style={{ left: `${left}%` }} title={words}>
      <span className="visually-hidden">{words}</span>
    </li>
  );
}

function Legend() {
  const { t } = useTranslation('contributions');
  return (
    <div className="timeline-legend muted">
      {(['received', 'called', 'expected', 'late'] as const).map((shape) => (
        <span key={shape}>
          <i className="timeline-mark" data-shape={shape} aria-hidden />
          {t(`legend.${shape}`)}
        </span>
      ))}
    </div>
  );
}

function at({ from, to }: Span, day: number): number {
  return ((day - from) / (to - from)) * 100;
}

function yearsBetween(first: string, last: string): number[] {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
