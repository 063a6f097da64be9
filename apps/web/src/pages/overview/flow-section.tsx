import { Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { instruments } from '../../shell/filters';
import { BlockSkeleton, Empty } from '../../states/states';
import { latePart } from '../../parts/late-part';
import { colorOf, type Flow, graphOf, type Node } from './flow-graph';
import { FlowList } from './flow-list';
import { SankeyDiagram } from './sankey-diagram';

const FlowTable = latePart(() => import('./flow-table'));

/** From donor to instrument to use: as a diagram or a table, and on a phone as lists. */
export function FlowSection({ flows, nodes }: { flows: Flow[]; nodes: Node[] }) {
  const { t } = useTranslation();
  const phone = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const graph = useMemo(() => graphOf(flows, nodes), [flows, nodes]);
  const shown = instruments.filter((name) => graph.some(({ node }) => node.id === `instrument:${name}`));
  return (
    <section className="card padded" aria-labelledby="flow">
      <Group justify="space-between" mb={8} gap="xs">
        <div>
          <Title order={2} id="flow">
            {t('flow.title')}
          </Title>
          {!phone && flows.some(({ entries }) => entries) && (
            <Text size="xs" className="muted no-print">
              {t('flow.hint')}
            </Text>
          )}
        </div>
        {!phone && flows.length > 0 && (
          <Group gap="md">
            {shown.map((name) => (
              <span key={name} className="tag">
                <i style={{ background: colorOf(name) }} />
                {t(`instrument.${name}`)}
              </span>
            ))}
            <SegmentedControl
              className="no-print"
              size="xs"
              value={view}
              onChange={(value) => setView(value as 'chart' | 'table')}
              aria-label={t('flow.view')}
              data={[
                { value: 'chart', label: t('flow.chart') },
                { value: 'table', label: t('flow.table') },
              ]}
            />
          </Group>
        )}
      </Group>
      {flows.length === 0 && <Empty>{t('flow.none')}</Empty>}
      {flows.length > 0 && phone && <FlowList graph={graph} />}
      {flows.length > 0 && !phone && view === 'chart' && <SankeyDiagram graph={graph} />}
      {flows.length > 0 && !phone && view === 'table' && (
        <Suspense fallback={<BlockSkeleton height={420} />}>
          <FlowTable graph={graph} />
        </Suspense>
      )}
    </section>
  );
}
