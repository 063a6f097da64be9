import { Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { Figure } from '../../money/figure';
import { useFilters } from '../../shell/filters';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { type Funding, useFundings, useReleases } from './calls';
import { ReleaseForm } from './release-form';
import './allocations.css';
import { byAmount } from '../../money/minor';

const amountColumn = (
  header: string,
  of: (funding: Funding) => { value: Funding['attributed']; entries?: string | null },
): Column<Funding> => ({
  header,
  accessorFn: (funding) => of(funding).value,
  sortingFn: byAmount,
  cell: ({ row: { original } }) => {
    const { value, entries } = of(original);
    return <Figure value={value} {...(entries && { entries })} />;
  },
  meta: { align: 'right' },
});

/** What each project was attributed, who gives it, and what is missing; money given may be asked back. */
export function Fundings() {
  const { t } = useTranslation('allocations');
  const [{ projet }, change] = useFilters();
  const query = useFundings();
  const columns: Column<Funding>[] = [
    {
      header: t('project'),
      accessorFn: ({ title }) => title,
      cell: ({ row: { original } }) => (
        <button type="button" className="link-button" onClick={() => change({ projet: original.project })}>
          {original.title}
        </button>
      ),
    },
    amountColumn(t('attributed'), ({ attributed, attributedEntries }) => ({
      value: attributed,
      entries: attributedEntries,
    })),
    amountColumn(t('allocated'), ({ allocated, allocatedEntries }) => ({
      value: allocated,
      entries: allocatedEntries,
    })),
    amountColumn(t('reserved'), ({ reserved, reservedEntries }) => ({ value: reserved, entries: reservedEntries })),
    amountColumn(t('missing'), ({ missing }) => ({ value: missing })),
  ];
  const close = () => change({ projet: undefined });
  return (
    <section className="card padded">
      <Loaded query={query} skeleton={<BlockSkeleton height={320} />}>
        {({ items }) => {
          const chosen = items.find(({ project }) => project === projet);
          return (
            <>
              <DataTable
                label={t('view.projets')}
                columns={columns}
                rows={items}
                rowKey={({ project }) => project}
                empty={t('nothingAttributed')}
                minWidth={760}
                testid="fundings"
              />
              <Modal
                opened={chosen !== undefined}
                onClose={close}
                title={chosen?.title}
                size="lg"
                closeButtonProps={{ 'aria-label': t('act.close') }}
              >
                {chosen && <WhoGives funding={chosen} />}
              </Modal>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function WhoGives({ funding }: { funding: Funding }) {
  const { t } = useTranslation('allocations');
  const [releasing, setReleasing] = useState<string>();
  const line = funding.lines.find(({ agreement }) => agreement === releasing);
  return (
    <Stack gap="sm">
      {funding.lines.length === 0 ? (
        <Empty>{t('nobodyGives')}</Empty>
      ) : (
        <ul className="allocation-lines">
          {funding.lines.map(({ agreement, amount, entries }) => (
            <li key={agreement}>
              <strong>{agreement}</strong>
              <span>
                <Figure value={amount} entries={entries} />{' '}
                <ActButton size="compact-sm" variant="subtle" onClick={() => setReleasing(agreement)}>
                  {t('act.release')}
                </ActButton>
              </span>
            </li>
          ))}
        </ul>
      )}
      {line && (
        <ReleaseForm key={line.agreement} project={funding.project} line={line} close={() => setReleasing(undefined)} />
      )}
      <Releases project={funding.project} />
    </Stack>
  );
}

/** What was asked back of a project, and what became of it. */
function Releases({ project }: { project: string }) {
  const { t } = useTranslation('allocations');
  const { data } = useReleases(project);
  if (!data || data.items.length === 0) return null;
  return (
    <div>
      <Text fw={600} size="sm">
        {t('releases')}
      </Text>
      <ul className="violations">
        {data.items.map(({ id, agreement, amount, reason, status, answer }) => (
          <li key={id} data-testid="release">
            {agreement} : <Figure value={amount} /> — {reason} · {t(`release.${status as 'REQUESTED'}`)}
            {answer && status === 'REFUSED' && ` : ${answer}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
