/** A market whose papers are complete, for tests. */
import type { Details } from './model.ts'

export const allDetails: Details = {
  businessName: '골목장터',
  representative: '김골목',
  address: '서울 마포구 골목로 1',
  phone: '02-123-4567',
  email: 'help@golmok.example',
  businessNumber: '124-81-00998',
  mailOrderReport: '2026-서울마포-0001',
  locationReport: '제1234호 (2026-05-01)',
  locationManager: '박지도',
  locationManagerContact: 'map@golmok.example',
  privacyOfficer: '이지킴',
  privacyOfficerContact: '02-123-4568',
}
