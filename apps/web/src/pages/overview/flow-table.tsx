import { Button, Group, Table } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useTranslation } from 'react-i18next';
import { cell, csv, decimal, download } from '../../entries/csv';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { type Column, colorOf, type Flow, type GraphNode, instrumentOf, keyOf } from './flow-graph';
import { useNodeLabel } from './node-label';

/** The same flows, to be read and exported as a table. */
export default function FlowTable({ graph }: { graph: GraphNode[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = useNodeLabel();
  const named = (id: string) => label(graph.find(({ node }) => node.id === id)?.node, id);
  const from = (column: Column) => graph.filter((one) => one.column === column).flatMap(({ outgoing }) => outgoing);
  const flows = [...from(0), ...from(1)];
  const headings = [t('flow.from'), t('flow.to'), t('flow.amount')];
  const exportCsv = () => {
    const rows = flows.map((flow) => [
      cell(named(flow.from)),
      cell(named(flow.to)),
      decimal(flow.value.amount, language),
    ]);
    download(csv([headings, ...rows], language), t('flow.file'));
  };
  return (
    <>
      <Table.ScrollContainer
        minWidth={480}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('flow.table') } }}
      >
        <Table verticalSpacing={6} data-testid="flow-table">
          <Table.Thead>
            <Table.Tr>
              {headings.map((heading, index) => (
                <Table.Th key={heading} ta={index === 2 ? 'right' : 'left'}>
                  {heading}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {flows.map((flow) => (
              <Row key={keyOf(flow)} flow={flow} from={named(flow.from)} to={named(flow.to)} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="end" mt="sm" className="no-print">
        <Button variant="default" size="xs" leftSection={<IconDownload size={16} />} onClick={exportCsv}>
          {t('entries.export')}
        </Button>
      </Group>
    </>
  );
}

function Row({ flow, from, to }: { flow: Flow; from: string; to: string }) {
  return (
    <Table.Tr>
      <Table.Td>{from}</Table.Td>
      <Table.Td>
        <span className="tag" style={{ fontWeight: 400 }}>
          <i style={{ background: colorOf(instrumentOf(flow)) }} />
          {to}
        </span>
      </Table.Td>
      <Table.Td ta="right">
        <Figure {...flow} />
      </Table.Td>
    </Table.Tr>
  );
}
