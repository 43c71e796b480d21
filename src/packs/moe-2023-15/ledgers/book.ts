import type { LedgerBook } from '#core/ledger/kind.ts';
import * as conditions from './conditions.ts';
import * as council from './council.ts';
import * as cultivation from './cultivation.ts';
import * as demand from './demand.ts';
import * as resources from './resources.ts';
import * as service from './service.ts';
import * as teachers from './teachers.ts';

const schools = ['secondaryVocational', 'higherVocational', 'university'];

/** The 47 ledgers behind the form's parts 1 and 2 and the observation points, in the order of a member's workbook. */
export const ledgers: LedgerBook = {
  years: { first: 2018, last: 2035 },
  actual: 2022,
  memberClasses: { school: schools, enterprise: ['enterprise'], provider: [...schools, 'researchInstitute'] },
  kinds: [
    resources.coBuiltMajor,
    resources.coBuiltCourse,
    resources.coBuiltTextbook,
    resources.trainingBase,
    resources.industryCollege,
    teachers.enterpriseTeacher,
    teachers.intercollegiateTeacher,
    teachers.teacherPractice,
    teachers.teachingTeamAward,
    cultivation.apprenticeship,
    cultivation.fieldEngineerTraining,
    cultivation.otherJointTraining,
    demand.talentDemandReport,
    demand.majorAdjustment,
    resources.teachingInnovation,
    demand.enterprisePositions,
    cultivation.internship,
    cultivation.articulation,
    cultivation.bachelorAdmission,
    cultivation.skillsExamAdmission,
    cultivation.graduateEmployment,
    cultivation.skillsCompetitionAward,
    cultivation.studentDevelopment,
    service.technologyPlatform,
    service.technologyProject,
    service.technologyReceipt,
    service.researchResult,
    service.skillCertification,
    resources.masterStudio,
    service.employeeTraining,
    service.socialTraining,
    conditions.enterpriseProfile,
    conditions.schoolProfile,
    conditions.parkProfile,
    conditions.fund,
    conditions.supportPolicy,
    conditions.coordinationTask,
    conditions.appraisalInclusion,
    council.councilSeat,
    council.councilMeeting,
    council.governingDocument,
    service.strategyService,
    conditions.honour,
    demand.coreProduct,
    demand.technologyNeed,
    demand.talentNeed,
    conditions.incident,
  ],
  // Fields of the form that are asked for one year only.
  fills: {
    fundsFromLeadUnits: { figure: 'fundsFromLeadUnits', year: 2023 },
    fundsFromGovernment: { figure: 'fundsFromGovernment', year: 2023 },
    fundsFromMembers: { figure: 'fundsFromMembers', year: 2023 },
    fundsFromOthers: { figure: 'fundsFromOthers', year: 2023 },
    parkOutput: { figure: 'parkOutput', year: 2022 },
    enterpriseEmployees: { figure: 'enterpriseEmployees', year: 2022 },
    enterpriseAssets: { figure: 'enterpriseAssets', year: 2022 },
    enterpriseSales: { figure: 'enterpriseSales', year: 2022 },
    cooperationBenefit: { figure: 'cooperationBenefit', year: 2022 },
    aboveScaleEnterprises: { figure: 'aboveScaleEnterprises', year: 2022 },
    aboveQuotaEnterprises: { figure: 'aboveQuotaEnterprises', year: 2022 },
    'members.secondaryVocational.students': { figure: 'enrolledStudents.secondaryVocational', year: 2022 },
    'members.higherVocational.students': { figure: 'enrolledStudents.higherVocational', year: 2022 },
    'members.university.students': { figure: 'enrolledStudents.university', year: 2022 },
  },
};
