import '../words';
import '../reconciliation.css';
import { Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../../states/states';
import type { Line, Sheet } from '../treasury';
import { ClosePanel } from './close-panel';
import { Equation } from './equation';
import { useLines, useSheet } from './use-worksheet';
import { WorkArea } from './work-area';

/** A statement, line by line, until its equation reaches zero. */
export default function WorksheetPage() {
  const { releve = '' } = useParams({ strict: false }) as { releve?: string };
  const sheet = useSheet(releve);
  const lines = useLines(releve);
  return (
    <Loaded query={sheet} skeleton={<BlockSkeleton height={180} />}>
      {(read) => (
        <Stack gap="md" className="worksheet">
          <Heading sheet={read} />
          <Equation sheet={read} />
          <ClosePanel sheet={read} />
          <Loaded query={lines} skeleton={<BlockSkeleton height={420} />}>
            {(all: Line[]) => <WorkArea key={read.id} sheet={read} lines={all} />}
          </Loaded>
        </Stack>
      )}
    </Loaded>
  );
}

function Heading({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation('reconciliation');
  const { number, accountName, to } = sheet;
  return <PageHeading title={t('title')} subtitle={`${t('statement', { number })} · ${accountName}`} day={to} />;
}
