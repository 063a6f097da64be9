import '../../tables/data-table.css';
import { Anchor, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatAmount, formatDayShort, formatExactPercent, formatRate, minorOf } from '../../money/format';
import { useSession } from '../../session/session';
import { StateMark, type Tone } from '../../states/state-mark';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { mayOpen } from '../page';
import { usePersonName } from '../projects/person-name';
import { Judge } from './judge';
import { JustifyForm } from './justify-form';
import { type Justification, type Tranche, useJustifications } from './tranches-api';

const marks: Record<Justification['status'], { tone: Tone; icon: typeof IconCheck }> = {
  SUBMITTED: { tone: 'waiting', icon: IconHourglass },
  ACCEPTED: { tone: 'done', icon: IconCheck },
  REJECTED: { tone: 'late', icon: IconX },
};

/** What the city spent of the tranche, line by line, accepted or rejected by somebody else. */
export function Justifications({ tranche }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const { data: person } = useSession();
  const [adding, { open, close }] = useDisclosure();
  const query = useJustifications(tranche.code);
  const may = tranche.status === 'PAID' && mayOpen(person, ['city', 'project-officer']);
  return (
    <section className="card padded" aria-labelledby="justifications" data-testid="justifications">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="justifications">
          {t('justify.title')}
        </Title>
        {may && (
          <Button variant="default" size="xs" onClick={open}>
            {t('justify.add')}
          </Button>
        )}
      </Group>
      <Loaded query={query} skeleton={<BlockSkeleton height={80} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('justify.none')}</Empty>
          ) : (
            <Stack gap="md">
              {items.map((justification) => (
                <Report key={justification.id} tranche={tranche} justification={justification} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding && <JustifyForm tranche={tranche} close={close} />}
    </section>
  );
}

function Report({ tranche, justification }: { tranche: Tranche; justification: Justification }) {
  const { t } = useTranslation('tranches');
  const { status, amount, reason, lines, variations, variationConsent, exchangeDifference, split } = justification;
  const language = useLanguage();
  const exchanged = minorOf(exchangeDifference.amount);
  return (
    <article>
      <Group justify="space-between">
        <Text fw={550}>
          <Figure value={amount} /> <span className="muted">{t('justify.lines', { count: lines.length })}</span>
        </Text>
        <Group gap="xs">
          <StateMark {...marks[status]}>{t(`justify.status.${status}`)}</StateMark>
          {status === 'SUBMITTED' && <Judge tranche={tranche} justification={justification} />}
        </Group>
      </Group>
      <Text size="xs" className="muted">
        <WhoJudged justification={justification} />
      </Text>
      {reason && <Text size="sm">{reason}</Text>}
      {exchanged !== 0n && (
        <Text size="sm">
          {exchanged < 0n ? t('justify.exchangeLoss') : t('justify.exchangeGain')}{' '}
          <Figure
            value={exchangeDifference}
            entries={`/api/reporting/ledger?book=disbursements&kind=justification-exchange&tranche=${tranche.code}&account=fund:advanced:*`}
          />
        </Text>
      )}
      <VariationNotices variations={variations} />
      {variationConsent && <Text size="sm">{t('variation.given', { consent: variationConsent })}</Text>}
      <Lines project={tranche.project} lines={lines} />
      {split.length > 0 && (
        <Text size="xs" className="muted">
          {t('justify.split', {
            parts: split.map((part) => `${part.agreement} ${formatAmount(part.amount, language)}`).join(' · '),
          })}
        </Text>
      )}
    </article>
  );
}

function WhoJudged({ justification: { status, submittedBy, judgedBy } }: { justification: Justification }) {
  const { t } = useTranslation('tranches');
  const nameOf = usePersonName();
  const judged =
    judgedBy && t(status === 'ACCEPTED' ? 'justify.acceptedBy' : 'justify.rejectedBy', { name: nameOf(judgedBy) });
  if (judgedBy === submittedBy) return t('justify.enteredBy', { name: nameOf(submittedBy) });
  return [t('justify.submittedBy', { name: nameOf(submittedBy) }), judged].filter(Boolean).join(' · ');
}

function VariationNotices({ variations }: Pick<Justification, 'variations'>) {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  return variations.map(({ budgetLine, agreement, percent, cost, limit, excess }) => (
    <Text key={`${budgetLine}-${agreement}`} size="sm" className="banner" data-testid="variation">
      {t('variation.beyond', {
        ...{
          line: budgetLine,
          agreement,
          percent: formatExactPercent(percent, language),
          cost: formatAmount(cost, language),
        },
        ...{ limit: formatAmount(limit, language), excess: formatAmount(excess, language) },
      })}
    </Text>
  ));
}

function Lines({ project, lines }: { project: string } & Pick<Justification, 'lines'>) {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  const local = lines.some(({ amount }) => amount.currency !== 'EUR');
  return (
    <Table.ScrollContainer
      minWidth={local ? 640 : 480}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('justify.title') } }}
    >
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('justify.date')}</Table.Th>
            <Table.Th>{t('justify.line')}</Table.Th>
            <Table.Th>{t('justify.piece')}</Table.Th>
            <Table.Th ta="right" data-kept>
              {t('justify.amount')}
            </Table.Th>
            {local && <Table.Th ta="right">{t('justify.cost')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.number}>
              <Table.Td>{formatDayShort(line.date, language)}</Table.Td>
              <Table.Td>
                {line.budgetLine}
                {line.rejected !== null && (
                  <Text size="xs" c="var(--emergency)">
                    {t('justify.lineRejected', { reason: line.rejected })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Piece project={project} line={line} />
              </Table.Td>
              <Table.Td ta="right" data-kept td={line.rejected === null ? undefined : 'line-through'}>
                <Figure value={line.amount} />
              </Table.Td>
              {local && (
                <Table.Td ta="right">
                  <Figure value={line.cost} />
                  {line.rate && (
                    <Text size="xs" className="muted">
                      {t('justify.atRate', {
                        rate: formatRate(line.rate.localPerEuro, language),
                        source: line.rate.source,
                      })}
                    </Text>
                  )}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Piece({ project, line }: { project: string; line: Justification['lines'][number] }) {
  if (line.documentName === null) return line.document;
  const href = `/api/disbursements/projects/${encodeURIComponent(project)}/documents/${line.document}`;
  return (
    <Anchor href={href} size="sm" underline="always" download={line.documentName}>
      {line.documentName}
    </Anchor>
  );
}
