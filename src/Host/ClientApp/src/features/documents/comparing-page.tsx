import { Paper, Title } from '@mantine/core';
import { useParams } from 'react-router';
import { numberParam } from '@/lib/url-state';
import { Page } from '@/ui/page';
import { useUrlState } from '@/ui/use-url-state';
import { AttachmentList } from './components/attachment-list';
import { CompareVersions } from './components/compare-versions';
import classes from './components/comparison.module.css';
import { DocumentPreview } from './components/document-preview';
import { VersionList } from './components/version-list';
import { texts } from './texts';

const shape = { truoc: numberParam(0), sau: numberParam(0), xem: numberParam(0) };

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
      <Paper p="md" mt="md" withBorder>
        <Title order={2} size="h5">
          {texts.versions}
        </Title>
        <VersionList documentId={id} viewedNo={state.xem} onView={(no) => change({ xem: no })} />
        <AttachmentList documentId={id} onView={(no) => change({ xem: no })} />
      </Paper>
      {state.xem > 0 && (
        <section className={classes.viewed} aria-label={texts.version(state.xem)}>
          <Title order={2} size="h5" mb="xs">
            {texts.version(state.xem)}
          </Title>
          <DocumentPreview documentId={id} versionNo={state.xem} />
        </section>
      )}
    </Page>
  );
}
