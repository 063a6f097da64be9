import '../../tables/data-table.css';
import { Anchor, Group, NativeSelect, Stack, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import { minorOf } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import { useFilters } from '../../shell/filters';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { ByProject } from './by-project';
import { type AgreementStatement, useStatement, type Statement } from './donors-api';

const FIRST_YEAR = 2018;
const columns = [
  'opening',
  'received',
  'allocated',
  'disbursed',
  'justified',
  'interest',
  'interestToFund',
  'refunded',
  'closing',
] as const;

/** A donor's position: opening, received, allocated, disbursed, interest, balance; by agreement and by project. */
export function Position({ donor }: { donor: string }) {
  const { t } = useTranslation('donors');
  const [{ exercice }, change] = useFilters();
  const query = useStatement(donor, exercice);
  const lastYear = Number(useBusinessDay()?.slice(0, 4) ?? FIRST_YEAR);
  const years = Array.from({ length: lastYear - FIRST_YEAR + 1 }, (_, index) => String(lastYear - index));
  return (
    <Stack gap="md">
      <Group>
        <NativeSelect
          aria-label={t('year')}
          value={exercice ?? ''}
          data={[{ value: '', label: t('allYears') }, ...years]}
          onChange={({ currentTarget }) => change({ exercice: currentTarget.value || undefined })}
        />
      </Group>
      <Loaded query={query} skeleton={<BlockSkeleton height={420} />}>
        {(statement) => <Figures statement={statement} />}
      </Loaded>
    </Stack>
  );
}

function Figures({ statement }: { statement: Statement }) {
  const { t } = useTranslation('donors');
  const { agreements } = statement;
  const waits = minorOf(statement.unapplied.value.amount) !== 0n;
  const names = [...columns, ...(waits ? (['unapplied'] as const) : [])];
  return (
    <Stack gap="md">
      <div className="figures">
        {names.map((name) => (
          <div key={name} className="card" data-testid={`position-${name}`}>
            <span className="muted">{t(`figure.${name}`)}</span>
            <strong>
              <Figure {...statement[name]} />
            </strong>
          </div>
        ))}
      </div>
      {agreements.length === 0 ? <Empty>{t('noMovement')}</Empty> : <ByAgreement agreements={agreements} />}
      <ByProject agreements={agreements} />
    </Stack>
  );
}

function ByAgreement({ agreements }: { agreements: readonly AgreementStatement[] }) {
  const { t } = useTranslation('donors');
  return (
    <section className="section" aria-labelledby="by-agreement">
      <h2 id="by-agreement">{t('byAgreement')}</h2>
      <div className="data-table" role="region" aria-label={t('byAgreement')} tabIndex={0} data-stacks>
        <Table verticalSpacing={6} style={{ '--table-width': '1100px' }} data-testid="by-agreement">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column.agreement')}</Table.Th>
              {columns.map((name) => (
                <Table.Th key={name} ta="right" style={{ whiteSpace: 'normal' }}>
                  {t(`figure.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {agreements.map((row) => (
              <Table.Tr key={row.agreement}>
                <Table.Td>
                  <Anchor
                    fw={600}
                    style={{ whiteSpace: 'nowrap' }}
                    renderRoot={(props) => <Link to={`/contributions/${row.agreement}`} {...props} />}
                  >
                    {row.agreement}
                  </Anchor>
                </Table.Td>
                {columns.map((name) => (
                  <Table.Td key={name} ta="right" data-label={t(`figure.${name}`)}>
                    <Figure {...row[name]} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
