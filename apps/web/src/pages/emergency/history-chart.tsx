import { Anchor, Group, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatAmount, formatDay, formatMonth, formatThousands, minorOf } from '../../money/format';
import { useOpenEntries } from '../../shell/filters';
import type { Schemas } from './api';
import { HEIGHT, heightOf, monthsBetween, outlineOf, placeOf, topOf, WIDTH } from './history-scale';

type History = Schemas['HistoryDto'];

/** What was available over twelve months; the aids that took from it are marked where they did. */
export function HistoryChart({ history }: { history: History }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { from, to, points, aids } = history;
  const top = topOf(points);
  const outline = outlineOf(points, from, to, top);
  const [first, last] = [points[0], points.at(-1)];
  const amount = (point: History['points'][number] | undefined) =>
    point ? formatAmount(point.available, language) : '';
  const title = useId();
  return (
    <section className="card padded" aria-labelledby={title}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} id={title}>
          {t('history.title')}
        </Title>
        <Anchor component={Link} to="/urgence/projection" size="sm">
          {t('history.projection')}
        </Anchor>
      </Group>
      <div className="emergency-history">
        <div className="emergency-scale" aria-hidden>
          {[top, top / 2n, 0n].map((tick) => (
            <span key={String(tick)} className="num muted">
              {formatThousands(tick, language)}
            </span>
          ))}
        </div>
        <div className="emergency-plot">
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={t('history.label', {
              from: formatDay(from, language),
              to: formatDay(to, language),
              first: amount(first),
              last: amount(last),
            })}
          >
            <path className="emergency-area" d={`${outline}V${HEIGHT}H0Z`} />
            <path className="emergency-line" d={outline} />
          </svg>
          {aids.map((aid) => (
            <AidStep key={aid.case + aid.on} aid={aid} history={history} top={top} />
          ))}
        </div>
        <div className="emergency-months" aria-hidden>
          {monthsBetween(from, to).map((month) => (
            <span key={month} className="muted" style={{ left: `${placeOf(month, from, to) * 100}%` }}>
              {formatMonth(month.slice(0, 7), language, 'short').charAt(0).toUpperCase()}
            </span>
          ))}
        </div>
      </div>
      {aids.length === 0 && <p className="muted emergency-note">{t('history.none')}</p>}
    </section>
  );
}

function AidStep({ aid, history, top }: { aid: History['aids'][number]; history: History; top: bigint }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const open = useOpenEntries();
  const left = [...history.points].reverse().find(({ on }) => on <= aid.on);
  const words = t('history.aid', {
    city: aid.city,
    day: formatDay(aid.on, language),
    amount: formatAmount(aid.amount, language),
  });
  const height = left ? heightOf(minorOf(left.available.amount), top) : 0;
  return (
    <button
      type="button"
      className="emergency-step"
      title={words}
      aria-label={words}
      style={{ left: `${placeOf(aid.on, history.from, history.to) * 100}%`, bottom: `${height * 100}%` }}
      onClick={() => open(aid.amount.entries)}
    />
  );
}
