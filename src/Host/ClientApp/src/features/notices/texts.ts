const countOf = (unread: number) => (unread > 99 ? '99+' : `${unread}`);

export const texts = {
  title: 'Thông báo',
  bell: (unread: number) => (unread === 0 ? 'Thông báo' : `Thông báo, ${countOf(unread)} chưa xem`),
  /** As many as the bell has room for. */
  countOf,
  emptyTitle: 'Chưa có thông báo nào',
  empty: 'Khi có việc được giao, văn bản bị trả lại, sắp hết hạn hoặc cơ quan nhận phản hồi, thông báo sẽ hiện ở đây.',
  noneUnreadTitle: 'Đã xem hết thông báo',
  unreadOnly: 'Chỉ thông báo chưa xem',
  markAll: 'Đánh dấu đã xem tất cả',
  marked: (count: number) => (count === 0 ? 'Không còn thông báo chưa xem.' : `Đã đánh dấu ${count} thông báo là đã xem.`),
  mark: 'Đánh dấu đã xem',
  unread: 'Chưa xem',
  all: 'Xem tất cả thông báo',
  more: 'Xem thêm',
  fresh: (text: string) => `Thông báo mới: ${text}`,
  settings: 'Cách nhận thông báo',
  polling: 'Không giữ được kết nối tức thời; thông báo được cập nhật nửa phút một lần.',
  connecting: 'Đang nối lại để nhận thông báo tức thời.',
};
