export const texts = {
  title: 'Bàn làm việc',
  greeting: (name: string) => `Đồng chí ${name}`,
  waiting: (count: number) => (count === 0 ? 'Không có việc nào đang chờ đồng chí.' : `${count} việc đang chờ đồng chí.`),
  noPositionTitle: 'Tài khoản không giữ chức vụ nào',
  noPosition: 'Việc sẽ hiện ở đây khi quản trị viên của cơ quan bổ nhiệm đồng chí vào một chức vụ.',
};
