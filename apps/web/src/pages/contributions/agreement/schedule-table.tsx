import '../../../tables/data-table.css';
import { Button, Group, Menu, Table } from '@mantine/core';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import { Empty } from '../../../states/states';
import type { AgreementDetail, InstalmentDetail } from '../contributions-api';
import { InstalmentMark } from '../marks';
import { useBecause } from '../may';
import { CallDialog } from './call-dialog';
import { Condition, useMissingWords } from './condition-words';
import { SentDialog } from './sent-dialog';
import { WithdrawDialog } from './withdraw-dialog';

type Act = 'call' | 'sent' | 'withdraw';

/** What the donor pays and when, what each part waits for, and what can be done about it. */
export function ScheduleTable({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation('contributions');
  const [asked, setAsked] = useState<{ act: Act; instalment: InstalmentDetail }>();
  const { code, instalments } = agreement;
  if (instalments.length === 0) return <Empty>{t('noInstalment')}</Empty>;
  const close = () => setAsked(undefined);
  return (
    <>
      <div className="data-table" role="region" aria-label={t('section.schedule')} tabIndex={0} data-stacks>
        <Table verticalSpacing={8} style={{ '--table-width': '980px' }} data-testid="schedule">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column.instalment')}</Table.Th>
              <Table.Th>{t('column.dueOn')}</Table.Th>
              <Table.Th ta="right">{t('field.amount')}</Table.Th>
              <Table.Th>{t('field.condition')}</Table.Th>
              <Table.Th>{t('column.state')}</Table.Th>
              <Table.Th ta="right">{t('column.outstanding')}</Table.Th>
              <Table.Th>{t('column.act')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {instalments.map((instalment) => (
              <Row
                key={instalment.id}
                code={code}
                instalment={instalment}
                ask={(act) => setAsked({ act, instalment })}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {asked?.act === 'call' && <CallDialog agreement={agreement} instalment={asked.instalment} close={close} />}
      {asked?.act === 'sent' && <SentDialog agreement={agreement} instalment={asked.instalment} close={close} />}
      {asked?.act === 'withdraw' && <WithdrawDialog agreement={code} instalment={asked.instalment} close={close} />}
    </>
  );
}

function Row({ code, instalment, ask }: { code: string; instalment: InstalmentDetail; ask: (act: Act) => void }) {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const { number, amount, dueOn, state, daysLate, outstanding, reduced, interestOffset, reference, sentOn, sentTo } =
    instalment;
  const some = ({ amount: figure }: { amount: string }) => /[1-9]/.test(figure);
  return (
    <Table.Tr data-testid={`instalment-${number}`}>
      <Table.Td data-label={t('column.instalment')}>{number}</Table.Td>
      <Table.Td className="num" data-label={t('column.dueOn')}>
        {formatDayShort(dueOn, language)}
      </Table.Td>
      <Table.Td ta="right" data-label={t('field.amount')}>
        <div className="two-lines end">
          <Figure value={amount} />
          {some(interestOffset) && (
            <span className="muted">
              {t('interestOffset')} <Figure value={interestOffset} />
            </span>
          )}
          {some(reduced) && (
            <span className="muted">
              {t('lowered')} <Figure value={reduced} />
            </span>
          )}
        </div>
      </Table.Td>
      <Table.Td data-label={t('field.condition')}>
        <Condition instalment={instalment} />
      </Table.Td>
      <Table.Td data-label={t('column.state')}>
        <div className="two-lines">
          <InstalmentMark state={state} daysLate={daysLate} />
          {reference && <span className="muted num">{reference}</span>}
          {sentOn && (
            <span className="muted">
              {sentTo
                ? t('sentOnTo', { day: formatDayShort(sentOn, language), to: sentTo })
                : t('sentOn', { day: formatDayShort(sentOn, language) })}
            </span>
          )}
        </div>
      </Table.Td>
      <Table.Td ta="right" data-label={t('column.outstanding')}>
        {state === 'CALLED' ? <Figure value={outstanding} /> : <span className="muted">—</span>}
      </Table.Td>
      <Table.Td>
        <Acts code={code} instalment={instalment} ask={ask} />
      </Table.Td>
    </Table.Tr>
  );
}

function Acts({ code, instalment, ask }: { code: string; instalment: InstalmentDetail; ask: (act: Act) => void }) {
  const { t } = useTranslation('contributions');
  const because = useBecause('finance-officer');
  const missing = useMissingWords();
  const { number, state } = instalment;
  if (state === 'CANCELLED') return null;
  if (state === 'EXPECTED') {
    const waits = instalment.missing.map(missing).join(' ; ');
    return (
      <ActButton size="compact-sm" because={because ?? (waits || undefined)} onClick={() => ask('call')}>
        {t('call.act')}
      </ActButton>
    );
  }
  const letter = (lang: 'fr' | 'en') =>
    `/api/contributions/agreements/${encodeURIComponent(code)}/instalments/${number}/letter?lang=${lang}`;
  return (
    <Group gap={6} wrap="nowrap">
      <Button size="compact-sm" variant="default" renderRoot={(props) => <a href={letter('fr')} {...props} />}>
        {t('call.letter')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-sm" variant="default" px={6} aria-label={t('more', { number })}>
            <IconDots size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item renderRoot={(props) => <a href={letter('en')} {...props} />}>{t('call.letterEnglish')}</Menu.Item>
          <Menu.Item disabled={because !== undefined} onClick={() => ask('sent')}>
            {t('call.markSent')}
          </Menu.Item>
          {state === 'CALLED' && (
            <Menu.Item disabled={because !== undefined} onClick={() => ask('withdraw')}>
              {t('call.withdraw')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
