import { FileButton, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDayShort } from '../../money/format';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import { fixingsOf, interestApi, REFRESH, type Schemas } from './api';
import { Block } from './block';
import { CorrectFixing } from './correct-fixing';
import { percentText } from './rate-text';
import { useMay } from './use-may';

type Index = Schemas['IndexDto'];
type Fixing = Schemas['RecordedFixingDto'];

const FIRST_INDEX = 'ESTR';

/** What indices were, day by day: imported from a file, mended one by one; what was said before stays. */
export function FixingsBlock({ indices }: { indices: readonly Index[] }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const [chosen, setChosen] = useState(indices[0]?.index ?? FIRST_INDEX);
  const index = indices.find((one) => one.index === chosen);
  return (
    <Block
      title={t('fixings.title')}
      about={t('fixings.importHint')}
      acts={<ImportAct index={chosen} />}
      testid="fixings"
    >
      {indices.length > 1 && (
        <Select
          label={t('fixings.index')}
          data={indices.map((one) => one.index)}
          value={chosen}
          allowDeselect={false}
          onChange={(next) => next && setChosen(next)}
          maw={240}
        />
      )}
      {!index && <Empty>{t('fixings.empty')}</Empty>}
      {index && (
        <Text size="sm">
          <strong>{index.index}</strong>{' '}
          {index.first && index.last
            ? t('fixings.days', {
                count: index.days,
                first: formatDayShort(index.first, language),
                last: formatDayShort(index.last, language),
              })
            : t('fixings.missing')}
        </Text>
      )}
      {index && index.days > 0 && <Latest index={index.index} />}
      {index && index.days > 0 && <CorrectFixing index={index.index} />}
    </Block>
  );
}

function ImportAct({ index }: { index: string }) {
  const { t } = useTranslation('placements');
  const may = useMay('finance-officer');
  const send = useAct({
    send: (csv: string, headers) =>
      answered(interestApi.POST('/api/emergency-fund/fixings', { body: { index, csv }, headers: { ...headers } })),
    refresh: REFRESH,
    done: ({ added, corrected, unchanged }) => ({
      title: t('fixings.importDone'),
      text: t('fixings.importText', { added, corrected, unchanged }),
    }),
  });
  const read = (file: File | null) => void file?.text().then((csv) => send.mutate(csv));
  if (!may) return <ActButton because={t('fixings.because')} variant="default" children={t('fixings.import')} />;
  return (
    <FileButton onChange={read} accept="text/csv,.csv">
      {(props) => (
        <ActButton variant="default" loading={send.isPending} {...props}>
          {t('fixings.import')}
        </ActButton>
      )}
    </FileButton>
  );
}

function Latest({ index }: { index: string }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const columns: Column<Fixing>[] = [
    {
      id: 'day',
      header: t('fixings.day'),
      accessorKey: 'day',
      cell: ({ row: { original } }) => <span className="num">{formatDayShort(original.day, language)}</span>,
    },
    {
      id: 'rate',
      header: t('fixings.rate'),
      meta: { align: 'right' },
      accessorFn: ({ rate }) => Number(rate),
      cell: ({ row: { original } }) => <span className="num">{percentText(original.rate, language)}</span>,
    },
    {
      id: 'state',
      header: t('fixings.state'),
      accessorFn: ({ inForce }) => t(inForce ? 'fixings.inForce' : 'fixings.corrected'),
    },
    { id: 'why', header: t('fixings.why'), accessorFn: ({ reason }) => reason ?? t('fixings.imported') },
  ];
  return (
    <Loaded query={useQuery(fixingsOf(index))} skeleton={<BlockSkeleton height={200} />}>
      {(fixings) => (
        <DataTable
          label={t('fixings.history', { index })}
          columns={columns}
          rows={fixings}
          rowKey={({ id }) => id}
          empty={t('fixings.empty')}
          minWidth={560}
        />
      )}
    </Loaded>
  );
}
