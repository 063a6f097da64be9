import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import { useTranslation } from 'react-i18next';
import type { Instrument } from '../../shell/filters';
import { StateMark } from '../../states/state-mark';
import type { Instalment, Report } from './contributions-api';

/** Days past a date, flagged by an icon and words. */
export function LateMark({ days }: { days: number }) {
  const { t } = useTranslation('contributions');
  return (
    <StateMark tone="late" icon={IconAlertTriangle}>
      {t('late.days', { count: days })}
    </StateMark>
  );
}

const tones = {
  EXPECTED: ['neutral', IconClock],
  CALLED: ['waiting', IconSend],
  SETTLED: ['done', IconCheck],
  WRITTEN_OFF: ['neutral', IconBan],
  CANCELLED: ['neutral', IconBan],
} as const;

export function InstalmentMark({ state, daysLate }: Pick<Instalment, 'state' | 'daysLate'>) {
  const { t } = useTranslation('contributions');
  if (daysLate > 0) return <LateMark days={daysLate} />;
  const [tone, icon] = tones[state];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`state.${state}`)}
    </StateMark>
  );
}

export function ReportMark({ state, daysLate }: Pick<Report, 'state' | 'daysLate'>) {
  const { t } = useTranslation('contributions');
  if (state === 'DUE' && daysLate > 0) return <LateMark days={daysLate} />;
  const [tone, icon] =
    state === 'DUE'
      ? (['neutral', IconClock] as const)
      : state === 'SENT'
        ? (['waiting', IconHourglass] as const)
        : (['done', IconCheck] as const);
  return (
    <StateMark tone={tone} icon={icon}>
      {state === 'DUE' ? t('report.in', { count: -daysLate }) : t(`report.state.${state}`)}
    </StateMark>
  );
}

const colors: Record<Instrument, string> = {
  COOPERATION: 'var(--cooperation)',
  GOVERNANCE: 'var(--governance)',
  EMERGENCY: 'var(--emergency)',
};

/** An instrument by its colour and its name. */
export function InstrumentTag({ instrument }: { instrument: Instrument }) {
  const { t } = useTranslation();
  return (
    <span className="tag">
      <i style={{ background: colors[instrument] }} aria-hidden />
      {t(`instrumentShort.${instrument}`)}
    </span>
  );
}

/** What the amount of an example rests on. */
export function BasisTag({ basis }: { basis: string | null }) {
  const { t } = useTranslation('contributions');
  return basis === 'ILLUSTRATIVE' ? <span className="pill">{t('basis.ILLUSTRATIVE')}</span> : null;
}
