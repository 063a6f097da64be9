import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../money/figure';
import { colorOf, type Flow, instrumentOf, type Node } from './flow-graph';
import { useNodeLabel } from './node-label';

/** The same flows, to be read as a table. */
export function FlowTable({ flows, nodes }: { flows: Flow[]; nodes: Node[] }) {
  const { t } = useTranslation();
  const label = useNodeLabel();
  const named = (id: string) => label(nodes.find((node) => node.id === id), id);
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('flow.from')}</Table.Th>
            <Table.Th>{t('flow.to')}</Table.Th>
            <Table.Th ta="right">{t('flow.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flows.map((flow) => (
            <Table.Tr key={`${flow.from}>${flow.to}`}>
              <Table.Td>{named(flow.from)}</Table.Td>
              <Table.Td>
                <span className="tag" style={{ fontWeight: 400 }}>
                  <i style={{ background: colorOf(instrumentOf(flow)) }} />
                  {named(flow.to)}
                </span>
              </Table.Td>
              <Table.Td ta="right">
                <Figure value={flow.value} entries={flow.entries} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
