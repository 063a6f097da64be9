import { Checkbox, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDay, formatPercent } from '../../../money/format';
import { BlockSkeleton, Empty, Loaded } from '../../../states/states';
import { targetName } from '../target-name';
import type { Proposal } from '../treasury';
import { type Chip, chipsOf } from './chips';
import { useProposals } from './use-worksheet';

interface Props {
  entry: string;
  isChosen: (proposal: Proposal) => boolean;
  toggle: (proposal: Proposal) => void;
  disabled: boolean;
}

/** What the line may be, likeliest first, with the reasons for and against. */
export function Proposals({ entry, isChosen, toggle, disabled }: Props) {
  const { t } = useTranslation('reconciliation');
  const query = useProposals(entry);
  return (
    <section aria-label={t('proposals.title')}>
      <Title order={3} fz="md" mb={8}>
        {t('proposals.title')}
      </Title>
      <Loaded query={query} skeleton={<BlockSkeleton height={96} />}>
        {(proposals) =>
          proposals.length === 0 ? (
            <Empty>{t('proposals.none')}</Empty>
          ) : (
            <ul className="proposals">
              {proposals.map((proposal) => (
                <Card
                  key={keyOf(proposal)}
                  proposal={proposal}
                  chosen={isChosen(proposal)}
                  toggle={() => toggle(proposal)}
                  disabled={disabled}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function keyOf({ targets, entries = [] }: Proposal): string {
  return [...targets.map(({ kind, id }) => kind + id), ...entries.map(({ id }) => id)].join();
}

function Card({
  proposal,
  chosen,
  toggle,
  disabled,
}: {
  proposal: Proposal;
  chosen: boolean;
  toggle: () => void;
  disabled: boolean;
}) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const { targets, entries = [], score } = proposal;
  const name = targets.map((target) => targetName(target, t)).join(' + ');
  return (
    <li className="proposal" data-chosen={chosen || undefined} data-testid="proposal">
      <label>
        <Checkbox checked={chosen} onChange={toggle} disabled={disabled} aria-label={name} mt={2} />
        <span className="proposal-text">
          {targets.map((target) => (
            <span key={target.kind + target.id} className="proposal-target">
              <strong className="wrap">{targetName(target, t)}</strong>
              <Text size="sm" className="muted" component="span">
                {[
                  t(`kind.${target.kind}`),
                  target.dueOn && t('proposals.due', { day: formatDay(target.dueOn, language) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
              {targets.length > 1 && <Figure value={target.amount} />}
            </span>
          ))}
          {entries.length > 0 && (
            <span className="proposal-lines" data-testid="gathered">
              {t('proposals.gathered', { count: entries.length })}
              {entries.map((line) => (
                <span key={line.id} className="proposal-target">
                  <span className="wrap">
                    {formatDay(line.bookingDate, language)} · {line.label}
                  </span>
                  <Figure value={line.amount} />
                </span>
              ))}
            </span>
          )}
          <span className="chips">
            {chipsOf(proposal).map((chip) => (
              <ReasonChip key={chip.word} chip={chip} />
            ))}
          </span>
          {targets.some(({ kind }) => kind === 'interest') && (
            <Text size="sm" className="emergency" component="span" data-testid="emergency-route">
              {t('proposals.emergency')}
            </Text>
          )}
        </span>
        <span className="proposal-score">
          {targets.length === 1 && targets[0] && <Figure value={targets[0].amount} className="strong" />}
          <Text size="sm" className="muted" component="span">
            {t('proposals.confidence', { percent: formatPercent(score, language) })}
          </Text>
        </span>
      </label>
    </li>
  );
}

const marks = { yes: '✓', near: '≈', no: '≠' } as const;

function ReasonChip({ chip: { word, sign } }: { chip: Chip }) {
  const { t } = useTranslation('reconciliation');
  return (
    <span className="reason" data-sign={sign}>
      <span aria-hidden>{marks[sign]} </span>
      <span className="visually-hidden">{t(`sign.${sign}`)} </span>
      {t(`chip.${word}`)}
    </span>
  );
}
