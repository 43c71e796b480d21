export const opennesses = ['public', 'consortium', 'confidential'] as const;
export type Openness = (typeof opennesses)[number];

export const opennessLabels: Readonly<Record<Openness, string>> = {
  public: '向社会公开',
  consortium: '联合体内公开',
  confidential: '保密（只公开摘要）',
};

export const admissionStates = ['asked', 'admitted', 'declined'] as const;
export type AdmissionState = (typeof admissionStates)[number];

export const admissionStateLabels: Readonly<Record<AdmissionState, string>> = {
  asked: '申请查看中',
  admitted: '可查看',
  declined: '未同意',
};
