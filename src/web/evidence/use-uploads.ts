import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { forgetEvidence } from './evidence-queries.ts';
import { largestFile, type RunningUpload, uploadFile } from './upload-file.ts';

/** What is said of every file of a choice. */
export type Saying = {
  memberId: string | null;
  periodFrom: string | null;
  periodTo: string | null;
  entries: string[];
  tasks: string[];
  spendings: string[];
  resources: string[];
  points: string[];
};

/** A file on its way to being evidence. */
export type UploadRow = {
  key: number;
  name: string;
  bytes: number;
  sentBytes: number;
  state: 'sending' | 'paused' | 'examining' | 'done' | 'refused';
  message: string;
};

/** The files being uploaded to a consortium from this page. Left, they wait on the server for two days and go on when chosen again. */
export function useUploads(consortiumId: string) {
  const [rows, setRows] = useState<readonly UploadRow[]>([]);
  const running = useRef(new Map<number, RunningUpload>());
  const next = useRef(0);
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const upload of all.values()) upload.pause();
    };
  }, []);
  const tell = useCallback(
    (key: number, more: Partial<UploadRow>) =>
      setRows((before) => before.map((row) => (row.key === key ? { ...row, ...more } : row))),
    [],
  );

  function add(file: File, saying: Saying): void {
    next.current += 1;
    const key = next.current;
    const row = { key, name: file.name, bytes: file.size, sentBytes: 0 };
    const fault =
      file.size === 0 ? '文件是空的。' : file.size > largestFile ? '文件超过200 MB，请压缩或分成几个文件。' : '';
    if (fault !== '') {
      setRows((before) => [...before, { ...row, state: 'refused', message: fault }]);
      return;
    }
    setRows((before) => [...before, { ...row, state: 'sending', message: '' }]);
    const upload = uploadFile(`/api/consortia/${consortiumId}/uploads`, file, {
      onProgress: (sentBytes) => tell(key, { sentBytes }),
      onSent: (uploadId) => {
        tell(key, { state: 'examining', sentBytes: file.size });
        void register(key, uploadId, saying);
      },
      onFailed: (error) =>
        tell(key, { state: error instanceof ApiProblem ? 'refused' : 'paused', message: error.message }),
    });
    running.current.set(key, upload);
    upload.start();
  }

  async function register(key: number, uploadId: string, saying: Saying): Promise<void> {
    running.current.delete(key);
    try {
      const made = await answered(
        client.POST('/api/consortia/{id}/evidence', {
          params: { path: { id: consortiumId } },
          body: { uploadId, ...saying },
        }),
      );
      tell(key, { state: 'done', message: made.notice ?? '' });
      await forgetEvidence();
    } catch (fault) {
      tell(key, { state: 'refused', message: wordsOf(fault) });
    }
  }

  return {
    rows,
    add,
    pause: (key: number) => {
      running.current.get(key)?.pause();
      tell(key, { state: 'paused', message: '' });
    },
    goOn: (key: number) => {
      tell(key, { state: 'sending', message: '' });
      running.current.get(key)?.start();
    },
    remove: (key: number) => {
      running.current.get(key)?.cancel();
      running.current.delete(key);
      setRows((before) => before.filter((row) => row.key !== key));
    },
  };
}

function wordsOf(fault: unknown): string {
  if (!(fault instanceof Error)) return '没有登记成功，请重试。';
  const detail = fault instanceof ApiProblem ? fault.facts.detail : undefined;
  return typeof detail === 'string' ? detail : fault.message;
}
