import './words';
import './placements.css';
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import { lineageOf, type Schemas } from './api';
import { Block } from './block';
import { LineageDiagram } from './lineage-diagram';
import { LineageTable } from './lineage-table';

/** From an aid back to the projects and donors whose money bore the interest, and from these on to the aids. */
export default function LineagePage() {
  const { t } = useTranslation('placements');
  const [{ aide, projet, bailleur }] = useFilters();
  const filter = {
    ...(aide !== undefined && { case: aide }),
    ...(projet !== undefined && { project: projet }),
    ...(bailleur !== undefined && { donor: bailleur }),
  };
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Stack gap="md">
      <PageHeading title={t('lineage.title')} subtitle={t('lineage.subtitle')}>
        {isFiltered && (
          <Anchor component={Link} to="/urgence/provenance" size="sm">
            {t('lineage.all')}
          </Anchor>
        )}
      </PageHeading>
      <Loaded query={useQuery(lineageOf(filter))} skeleton={<BlockSkeleton height={420} />}>
        {(lineage) => <Traced lineage={lineage} asked={{ aide, projet, bailleur }} />}
      </Loaded>
    </Stack>
  );
}

interface Asked {
  aide: string | undefined;
  projet: string | undefined;
  bailleur: string | undefined;
}

function Traced({ lineage: { lines, total }, asked }: { lineage: Schemas['LineageGraphDto']; asked: Asked }) {
  const { t } = useTranslation('placements');
  const [{ vue }, change] = useFilters();
  const isTable = vue === 'tableau';
  const [first] = lines;
  const title = asked.aide
    ? t('lineage.ofCase', { name: first?.caseName ?? asked.aide })
    : asked.projet
      ? t('lineage.ofProject', { name: first?.projectName ?? asked.projet })
      : asked.bailleur
        ? t('lineage.ofDonor', { name: first?.donorName ?? asked.bailleur })
        : t('lineage.all');
  const turn = (
    <Button variant="default" size="xs" onClick={() => change({ vue: isTable ? undefined : 'tableau' })}>
      {t(isTable ? 'lineage.asPicture' : 'lineage.asTable')}
    </Button>
  );
  return (
    <Block title={title} about={t('lineage.rule')} acts={lines.length > 0 && turn} testid="lineage">
      {lines.length === 0 && <Empty>{t('lineage.empty')}</Empty>}
      {lines.length > 0 && (
        <>
          <Text>
            {t('lineage.total')} <Figure value={total} className="fw" />
          </Text>
          {isTable ? <LineageTable lines={lines} /> : <LineageDiagram lines={lines} />}
        </>
      )}
    </Block>
  );
}
