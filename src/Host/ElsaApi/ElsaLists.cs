using LienThong.Workflows.Expressions;

namespace LienThong.Host.ElsaApi;

/// <summary>A language of expressions.</summary>
/// <param name="Type">As definitions name it.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="Properties">What the editor is told.</param>
/// <param name="IsBrowsable">It is offered.</param>
/// <param name="IsSerializable">It can stand in a definition.</param>
internal sealed record ElsaExpression(string Type, string DisplayName, IReadOnlyDictionary<string, object> Properties, bool IsBrowsable = true, bool IsSerializable = true);

/// <summary>A type that variables may have.</summary>
internal sealed record ElsaVariableType(string TypeName, string DisplayName, string Category, string? Description = null);

/// <summary>Where a variable's value is while the workflow rests.</summary>
internal sealed record ElsaStorageDriver(string TypeName, string DisplayName, double Priority, bool Deprecated = false);

/// <summary>A way to go about something, chosen by its type name.</summary>
internal sealed record ElsaStrategy(string DisplayName, string Description, string TypeName);

/// <summary>The short lists a designer offers: what the engine has, and nothing else.</summary>
internal static class ElsaLists
{
    private const string Simple = "Giá trị đơn";
    private const string Time = "Ngày giờ";
    private const string Compound = "Đối tượng";
    private const string Web = "HTTP";

    public static IReadOnlyList<ElsaExpression> Expressions { get; } =
    [
        new("Literal", "Giá trị", Nothing, IsBrowsable: false),
        new("JavaScript", "JavaScript", With("MonacoLanguage", "javascript")),
        new("Variable", "Biến", With("UIHint", "variable-picker")),
        new("Input", "Đầu vào của quy trình", With("UIHint", "input-picker")),
        new("Object", "Đối tượng (JSON)", With("MonacoLanguage", "json")),
        new("Json", "JSON (tên cũ)", With("MonacoLanguage", "json"), IsBrowsable: false),
    ];

    // The first is what a new variable gets.
    private static readonly string[] Usual = ["String", "Boolean", "Int32", "Decimal", "DateTimeOffset", "Object"];

    public static IReadOnlyList<ElsaVariableType> VariableTypes { get; } = [.. Usual.Concat(TypeAliases.Names.Except(Usual)).Select(Describe)];

    /// <summary>Named as definitions name them; the one to prefer first.</summary>
    public static IReadOnlyList<ElsaStorageDriver> StorageDrivers { get; } =
    [
        new("WorkflowInstanceStorageDriver", "Giữ cùng lượt chạy", 5),
        new("MemoryStorageDriver", "Chỉ trong bộ nhớ, mất khi lượt chạy tạm dừng", 0),
        new("WorkflowStorageDriver", "Giữ cùng lượt chạy (tên cũ)", 0, Deprecated: true),
    ];

    public static IReadOnlyList<ElsaStrategy> ActivationStrategies { get; } =
    [
        new("Luôn cho chạy thêm", "Lúc nào cũng bắt đầu được lượt chạy mới.", "Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core"),
        new("Mỗi lúc một lượt chạy", "Không bắt đầu khi quy trình đang có lượt chạy, dù ở phiên bản nào.", "Elsa.Workflows.Runtime.ActivationValidators.SingletonStrategy, Elsa.Workflows.Runtime"),
        new("Mỗi mã liên kết một lượt chạy", "Không bắt đầu khi đang có lượt chạy của bất kỳ quy trình nào cùng mã liên kết.", "Elsa.Workflows.Runtime.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Runtime"),
        new("Mỗi mã liên kết một lượt chạy của quy trình này", "Không bắt đầu khi quy trình đang có lượt chạy cùng mã liên kết.", "Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime"),
    ];

    public static IReadOnlyList<ElsaStrategy> IncidentStrategies { get; } =
    [
        new("Dừng lượt chạy", "Có sự cố thì lượt chạy dừng, chờ quản trị viên xử lý.", "FaultStrategy"),
        new("Chạy tiếp các nhánh khác", "Có sự cố thì chỉ nhánh đó dừng; các nhánh khác vẫn chạy.", "ContinueWithIncidentsStrategy"),
    ];

    public static IReadOnlyList<ElsaStrategy> LogPersistenceStrategies { get; } =
    [
        new("Theo cấp trên", "Như khối hoặc quy trình chứa bước này.", Log("Inherit")),
        new("Có ghi", "Giữ giá trị để xem lại sau khi chạy.", Log("Include")),
        new("Không ghi", "Không giữ giá trị.", Log("Exclude")),
    ];

    private static Dictionary<string, object> Nothing => [];

    private static Dictionary<string, object> With(string key, string value) => new() { [key] = value };

    private static string Log(string mode) => $"Elsa.Workflows.LogPersistence.Strategies.{mode}, Elsa.Workflows.Core";

    private static ElsaVariableType Describe(string name) => name switch
    {
        "String" => new(name, "Văn bản (String)", Simple),
        "Boolean" => new(name, "Đúng hoặc sai (Boolean)", Simple),
        "Int32" => new(name, "Số nguyên (Int32)", Simple),
        "Int16" => new(name, "Số nguyên nhỏ (Int16)", Simple),
        "Int64" or "Long" => new(name, $"Số nguyên lớn ({name})", Simple),
        "Single" or "Double" => new(name, $"Số thực ({name})", Simple),
        "Decimal" => new(name, "Số thập phân (Decimal)", Simple),
        "Guid" => new(name, "Mã định danh (Guid)", Simple),
        "ByteArray" => new(name, "Dãy byte (ByteArray)", Simple),
        "DateTime" => new(name, "Ngày giờ (DateTime)", Time),
        "DateTimeOffset" => new(name, "Ngày giờ có múi giờ (DateTimeOffset)", Time),
        "TimeSpan" => new(name, "Khoảng thời gian (TimeSpan)", Time),
        "Object" => new(name, "Bất kỳ (Object)", Compound),
        "JSON" or "ObjectDictionary" or "ObjectMap" => new(name, $"Từ điển ({name})", Compound),
        "StringDictionary" or "StringMap" => new(name, $"Từ điển văn bản ({name})", Compound),
        _ when name.StartsWith('J') => new(name, $"Dữ liệu JSON ({name})", Compound),
        "HttpRequest" => new(name, "Yêu cầu HTTP (HttpRequest)", Web),
        "HttpResponse" or "HttpResponseMessage" => new(name, $"Trả lời HTTP ({name})", Web),
        "HttpHeaders" => new(name, "Tiêu đề HTTP (HttpHeaders)", Web),
        "HttpFile" or "FormFile" or "Downloadable" => new(name, $"Tệp ({name})", Web),
        "HttpStatusCode" => new(name, "Mã trạng thái HTTP (HttpStatusCode)", Web),
        "RouteData" => new(name, "Tham số trong đường dẫn (RouteData)", Web),
        _ => new(name, name, Compound),
    };
}
