import { Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Figure } from '../money/figure';
import { euros } from '../money/format';
import { colorOf, type Flow, graphOf, type GraphNode, instrumentOf, keyOf, sumOf } from '../pages/overview/flow-graph';
import { useNodeLabel } from '../pages/overview/node-label';
import { useOverview } from '../pages/overview/use-overview';
import { BlockSkeleton, Empty, Loaded } from '../states/states';

/** What comes into a node of the diagram and what leaves it; each line opens its entries. */
export function NodeFlows({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useOverview();
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={240} />}>
      {({ flows, nodes }) => {
        const graph = graphOf(flows, nodes);
        const shown = graph.find(({ node }) => node.id === id);
        if (!shown) return <Empty>{t('entries.none')}</Empty>;
        return (
          <Stack gap="lg">
            {shown.incoming.length > 0 && (
              <Lines title={t('flow.sources')} flows={shown.incoming} end="from" graph={graph} />
            )}
            {shown.outgoing.length > 0 && (
              <Lines title={t('flow.uses')} flows={shown.outgoing} end="to" graph={graph} />
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

interface LinesProps {
  title: string;
  flows: Flow[];
  end: 'from' | 'to';
  graph: GraphNode[];
}

function Lines({ title, flows, end, graph }: LinesProps) {
  const { t } = useTranslation();
  const label = useNodeLabel();
  return (
    <Table verticalSpacing={7} horizontalSpacing={8} data-testid={`node-${end}`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{title}</Table.Th>
          <Table.Th ta="right">{t('flow.amount')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {flows.map((flow) => (
          <Table.Tr key={keyOf(flow)}>
            <Table.Td>
              <span className="tag" style={{ fontWeight: 400 }}>
                <i style={{ background: colorOf(instrumentOf(flow)) }} />
                {label(graph.find(({ node }) => node.id === flow[end])?.node, flow[end])}
              </span>
            </Table.Td>
            <Table.Td ta="right">
              <Figure {...flow} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th>
            <Text component="span" inherit>
              {t('entries.total')}
            </Text>
          </Table.Th>
          <Table.Th ta="right" data-testid="node-total">
            <Figure value={euros(sumOf(flows))} />
          </Table.Th>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}
