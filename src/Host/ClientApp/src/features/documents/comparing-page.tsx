import { Paper } from '@mantine/core';
import { useParams } from 'react-router';
import { numberParam } from '@/lib/url-state';
import { Page } from '@/ui/page';
import { useUrlState } from '@/ui/use-url-state';
import { CompareVersions } from './components/compare-versions';
import { texts } from './texts';

const shape = { truoc: numberParam(0), sau: numberParam(0) };

/** Two versions of a document; the address holds which. */
export function ComparingPage() {
  const { id = '' } = useParams();
  const [state, change] = useUrlState(shape);
  return (
    <Page title={texts.compare}>
      <Paper p="md" withBorder>
        <CompareVersions
          documentId={id}
          chosen={{ from: state.truoc === 0 ? null : state.truoc, to: state.sau === 0 ? null : state.sau }}
          onChoose={({ from, to }) => change({ truoc: from ?? 0, sau: to ?? 0 })}
        />
      </Paper>
    </Page>
  );
}
