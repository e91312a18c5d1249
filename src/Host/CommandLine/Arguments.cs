using System.Globalization;
using System.Text;

namespace LienThong.Host.CommandLine;

/// <summary>What was typed: a command, its options, and settings (<c>--Section:Key=value</c>) that go to the configuration.</summary>
internal sealed record Arguments(string Command, IReadOnlyDictionary<string, string> Options, IReadOnlyList<string> Settings)
{
    private static readonly Option Data = new("data",
        "<thư mục>", "thư mục dữ liệu (mặc định: ./data khi phát triển, nếu không thì theo Data:Folder)");
    private static readonly Option Help = new("help", null, "hiện hướng dẫn này; cũng viết -h");
    private static readonly Option Environment = new("environment", "<tên>", "Development | Production (mặc định: theo ASPNETCORE_ENVIRONMENT)");
    private static readonly Option[] Everywhere = [Data, Environment, Help];

    private static readonly CommandSpec[] Commands =
    [
        new("", "chạy máy chủ tại http://localhost:5080 (ASPNETCORE_URLS hoặc --urls được ưu tiên)",
            new Option("urls", "<địa chỉ>", "địa chỉ lắng nghe, cách nhau bằng dấu chấm phẩy")),
        new("demo", "chạy trọn một quy trình công văn mẫu rồi in diễn biến"),
        new("db migrate", "đưa cơ sở dữ liệu lên phiên bản mới nhất"),
        new("db check", "kiểm tra toàn vẹn: sổ, số, hồ sơ, việc chờ, tệp và nhật ký; mã thoát 1 khi có sai lệch"),
        new("db reindex", "lập lại chỉ mục tìm kiếm từ các văn bản; dừng giữa chừng bằng Ctrl+C"),
        new("db script", "in tập lệnh SQL của mọi phiên bản, chạy lại nhiều lần không sao; không cần cơ sở dữ liệu",
            new Option("provider", "<tên>", "sqlite | sqlserver | postgresql (mặc định: theo Database:Provider)"),
            new Option("output", "<tệp>", "ghi ra tệp thay vì in ra màn hình")),
        new("api-description", "ghi mô tả API (OpenAPI) để sinh kiểu dữ liệu cho giao diện web; không cần cơ sở dữ liệu",
            new Option("output", "<tệp>", "ghi ra tệp thay vì in ra màn hình")),
        new("workflow check", "kiểm tra tệp quy trình; không cần cơ sở dữ liệu; mã thoát 1 khi có lỗi, 2 khi có tệp không đọc được",
            new Option("json", null, "in một đối tượng JSON thay vì từng dòng"))
        {
            Operands = "<tệp>...",
        },
        new("workflow run", "chạy thử quy trình với đồng hồ giả, không cần máy chủ hay cơ sở dữ liệu: chạy đến khi không còn gì để làm, rồi lần lượt từng bước của --steps",
            new Option("definitions", "<tệp|thư mục>...", "tệp quy trình, hoặc thư mục có các tệp .json", Required: true) { IsList = true },
            new Option("start", "<mã quy trình>", "quy trình được bắt đầu trước tiên"),
            new Option("input", "<tên>=<json>", "đầu vào của nó; viết được nhiều lần; không phải JSON thì là chữ") { IsList = true },
            new Option("correlation-id", "<mã>", "mã liên kết của nó"),
            new Option("steps", "<tệp>", "mảng JSON các bước: event, completeTask, resume, advance, cancel, start; - là đầu vào chuẩn"),
            new Option("mode", "<cách>", "cách đi của sơ đồ: counter (mặc định) | token"),
            new Option("now", "<thời điểm>", "giờ lúc bắt đầu, theo ISO 8601 (mặc định: bây giờ)"),
            new Option("max-bursts", "<số>", "số lượt chạy liền nhiều nhất trước khi coi là không dừng (mặc định: 100000)"),
            new Option("json", null, "in một đối tượng JSON: các lượt chạy, các dòng, các trả lời HTTP")),
        new("workflow graph", "in cấu trúc của quy trình thành chữ; không cần cơ sở dữ liệu")
        {
            Operands = "<tệp>...",
        },
        new("admin create", "tạo tài khoản quản trị; mật khẩu được sinh và in ra một lần",
            new Option("user", "<thư điện tử>", "tên đăng nhập", Required: true),
            new Option("name", "<họ tên>", "họ và tên người quản trị", Required: true),
            new Option("password-stdin", null, "đọc mật khẩu từ đầu vào chuẩn thay vì sinh")),
        new("admin reset-demo-password", "đặt lại và in mật khẩu chung của các tài khoản mẫu (chỉ khi phát triển)"),
    ];

    /// <summary>What stands after the command without being an option, such as files.</summary>
    public IReadOnlyList<string> Operands { get; init; } = [];

    /// <summary>Values of the options that may be given several times or take several values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lists { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Text of <c>--help</c>.</summary>
    public static string HelpText
    {
        get
        {
            var text = new StringBuilder("Liên Thông: quy trình văn bản liên thông giữa các cơ quan của tỉnh\n\nCách dùng: lienthong [lệnh] [tuỳ chọn]\n");
            foreach (var command in Commands)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"\n  {command.Usage,-28}{command.Summary}\n");
                foreach (var option in command.Options)
                    text.Append(CultureInfo.InvariantCulture, $"      {option.Usage,-24}{option.Summary}\n");
            }

            text.Append("\nTuỳ chọn chung\n");
            foreach (var option in Everywhere)
                text.Append(CultureInfo.InvariantCulture, $"      {option.Usage,-24}{option.Summary}\n");
            text.Append(CultureInfo.InvariantCulture,
                $"      {"--Nhóm:Khoá=giá-trị",-24}thay một giá trị cấu hình, ví dụ --Database:Provider=postgresql\n");
            return text.ToString();
        }
    }

    public bool WantsHelp => Options.ContainsKey(Help.Name);

    public string? this[string option] => Options.GetValueOrDefault(option);

    /// <exception cref="UsageException">The command or an option is unknown, lacks its value or is missing.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        args = [.. args.Select(arg => arg == "-h" ? $"--{Help.Name}" : arg)];
        var words = args.TakeWhile(arg => !arg.StartsWith('-')).ToList();
        var name = string.Join(' ', words);
        var command = Commands.FirstOrDefault(known => known.Name == name)
            ?? Commands.FirstOrDefault(known => known.Operands is not null && name.StartsWith($"{known.Name} ", StringComparison.Ordinal))
            ?? FirstWord(name, args);
        // Words beyond the name are its operands; those may also come after the options.
        var operands = command.Operands is null ? [] : words.Skip(command.Name.Split(' ').Length).ToList();
        name = command.Operands is null ? name : command.Name;

        var options = new Dictionary<string, string>();
        var lists = new Dictionary<string, List<string>>();
        var settings = new List<string>();
        for (var i = words.Count; i < args.Count; i++)
        {
            if (command.Operands is not null && !args[i].StartsWith('-'))
            {
                operands.Add(args[i]);
                continue;
            }

            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                throw new UsageException($"Không hiểu «{args[i]}» ở lệnh «{name}». Xem --help.");
            var (key, value) = Split(args[i]);
            if (key.Contains(':'))
            {
                settings.Add($"--{key}={value ?? Next(args, ref i, key)}");
                continue;
            }

            var option = command.Options.Concat(Everywhere).FirstOrDefault(known => known.Name == key)
                ?? throw new UsageException($"Không có tuỳ chọn «--{key}» ở lệnh «{name}». Xem --help.");
            if (option.Value is null && value is not null)
                throw new UsageException($"Tuỳ chọn «--{key}» không nhận giá trị.");
            options[key] = option.Value is null ? "" : value ?? Next(args, ref i, key);
            if (!option.IsList)
                continue;
            var list = lists.TryGetValue(key, out var known) ? known : lists[key] = [];
            list.Add(options[key]);
            while (i + 1 < args.Count && !args[i + 1].StartsWith('-'))
                list.Add(args[++i]);
        }

        var missing = options.ContainsKey(Help.Name) ? null : command.Options.FirstOrDefault(option => option.Required && !options.ContainsKey(option.Name));
        if (missing is not null)
            throw new UsageException($"Lệnh «{name}» cần {missing.Usage}.");
        if (command.Operands is not null && operands.Count == 0 && !options.ContainsKey(Help.Name))
            throw new UsageException($"Lệnh «{name}» cần {command.Operands}.");
        return new Arguments(name, options, settings) { Operands = operands, Lists = lists.ToDictionary(list => list.Key, list => (IReadOnlyList<string>)list.Value) };
    }

    // Half a command may be asked for help; else it is told its other halves.
    private static CommandSpec FirstWord(string word, IReadOnlyList<string> args)
    {
        var whole = Commands.Where(known => known.Name.StartsWith($"{word} ", StringComparison.Ordinal)).Select(known => $"«{known.Name}»").ToList();
        if (whole.Count == 0)
            throw new UsageException($"Không có lệnh «{word}». Xem --help.");
        return args.Contains($"--{Help.Name}")
            ? new CommandSpec(word, "")
            : throw new UsageException($"Không có lệnh «{word}» đứng riêng; chọn {string.Join(", ", whole)}. Xem --help.");
    }

    private static (string Key, string? Value) Split(string arg)
    {
        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (arg[2..], null) : (arg[2..equals], arg[(equals + 1)..]);
    }

    private static string Next(IReadOnlyList<string> args, ref int i, string key) =>
        ++i < args.Count && !args[i].StartsWith("--", StringComparison.Ordinal)
            ? args[i]
            : throw new UsageException($"Tuỳ chọn «--{key}» thiếu giá trị.");

    private sealed record CommandSpec(string Name, string Summary, params Option[] Options)
    {
        /// <summary>What may stand after the name, as help shows it; null when nothing may.</summary>
        public string? Operands { get; init; }

        public string Usage => Name.Length == 0 ? "(không có lệnh)" : Operands is null ? Name : $"{Name} {Operands}";
    }

    private sealed record Option(string Name, string? Value, string Summary, bool Required = false)
    {
        /// <summary>It may be given several times and take several values.</summary>
        public bool IsList { get; init; }

        public string Usage => Value is null ? $"--{Name}" : $"--{Name} {Value}";
    }
}

/// <summary>The command line cannot be understood: one line, exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
