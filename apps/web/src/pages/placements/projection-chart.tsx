import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { euros, formatMonth, formatThousands } from '../../money/format';
import type { Projection } from './api';
import { type Frame, namedMonths, type Point, pointsOf, scalesOf, type Scenario, scenarios } from './projection-scale';

const HEIGHT = 320;
const NARROW = 520;
/** Colour tells instruments apart, not scenarios: a line is known by its dashes and its name. */
const looks: Record<Scenario, { color: string; dashes?: string }> = {
  FLAT: { color: 'var(--emergency)' },
  PLUS_100: { color: 'var(--ink-2)', dashes: '8 4' },
  MINUS_100: { color: 'var(--ink-2)', dashes: '2 4' },
  FORWARD: { color: 'var(--emergency)', dashes: '10 4 2 4' },
};

/** What may be granted, month by month: one line a scenario, read at the month under the pointer or the arrows. */
export function ProjectionChart({ projection }: { projection: Projection }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const { ref, width } = useElementSize();
  const series = scenarios.map((scenario) => pointsOf(projection, scenario));
  const months = series[0]?.map(({ month }) => month) ?? [];
  const [at, setAt] = useState(months.length - 1);
  const read = Math.min(at, months.length - 1);
  const frame: Frame = { width: Math.max(width, 300), height: HEIGHT, left: 64, right: 26, top: 12, bottom: 28 };
  const { x, y, path } = scalesOf(series, frame);
  const named = (month: string) => formatMonth(month, language, 'long');
  const onKey = (event: KeyboardEvent) => {
    const to = { ArrowRight: read + 1, ArrowLeft: read - 1, Home: 0, End: months.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setAt(Math.min(months.length - 1, Math.max(0, to)));
  };
  const onPointer = (event: PointerEvent<SVGSVGElement>) => {
    const place = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const inner = frame.width - frame.left - frame.right;
    const share = (place - frame.left) / inner;
    setAt(Math.min(months.length - 1, Math.max(0, Math.round(share * (months.length - 1)))));
  };
  return (
    <div ref={ref}>
      <svg
        className="projection-chart"
        viewBox={`0 0 ${frame.width} ${HEIGHT}`}
        role="slider"
        tabIndex={0}
        aria-label={t('projection.chartLabel', { first: named(months[0] ?? ''), last: named(months.at(-1) ?? '') })}
        aria-valuemin={0}
        aria-valuemax={months.length - 1}
        aria-valuenow={read}
        aria-valuetext={named(months[read] ?? '')}
        onKeyDown={onKey}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
      >
        <g className="projection-grid" aria-hidden>
          {y.ticks(4).map((tick) => (
            <g key={tick}>
              <line x1={frame.left} x2={frame.width - frame.right} y1={y(tick)} y2={y(tick)} />
              <text x={frame.left - 8} y={y(tick) + 4} textAnchor="end">
                {formatThousands(BigInt(Math.round(tick)), language)}
              </text>
            </g>
          ))}
          {namedMonths(months, width < NARROW ? 4 : 8).map((month) => (
            <text key={month} x={x(month)} y={HEIGHT - 6} textAnchor="middle">
              {`${formatMonth(month, language, 'short')} ${month.slice(2, 4)}`}
            </text>
          ))}
        </g>
        {scenarios.map((scenario, index) => (
          <path
            key={scenario}
            className="projection-line"
            d={path(series[index] ?? []) ?? ''}
            stroke={looks[scenario].color}
            strokeDasharray={looks[scenario].dashes}
          />
        ))}
        <line
          className="projection-cursor"
          x1={x(months[read] ?? '')}
          x2={x(months[read] ?? '')}
          y1={frame.top}
          y2={HEIGHT - frame.bottom}
        />
      </svg>
      <p className="muted" style={{ margin: '8px 0', fontSize: '0.875rem' }} data-testid="projection-month">
        {read === 0 ? t('projection.today') : named(months[read] ?? '')}
      </p>
      <Legend series={series} at={read} />
    </div>
  );
}

function Legend({ series, at }: { series: readonly Point[][]; at: number }) {
  const { t } = useTranslation('placements');
  return (
    <dl className="projection-legend" aria-live="polite">
      {scenarios.map((scenario, index) => (
        <div key={scenario}>
          <dt>
            <svg width={34} height={8} aria-hidden>
              <line
                x1={0}
                x2={34}
                y1={4}
                y2={4}
                stroke={looks[scenario].color}
                strokeWidth={2.5}
                strokeDasharray={looks[scenario].dashes}
              />
            </svg>
            {t(`projection.scenario.${scenario}`)}
          </dt>
          <dd>
            <Figure value={euros(series[index]?.[at]?.minor ?? 0n)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
