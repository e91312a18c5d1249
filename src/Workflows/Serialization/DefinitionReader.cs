using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>Reads a definition in Elsa's JSON (elsa-format §1), old shapes included.</summary>
public sealed class DefinitionReader(ActivityRegistry registry)
{
    /// <summary>Largest text taken; a real definition has some hundred kilobytes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    // An activity is about four levels of JSON; WorkflowGraph.MaxDepth then bounds the nesting of activities itself.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="InvalidDefinitionException">The text is no JSON (line and column are named), or not a definition.</exception>
    public WorkflowDefinition Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <inheritdoc cref="Read(string)"/>
    public WorkflowDefinition Read(ReadOnlyMemory<byte> utf8Json) => Read(utf8Json, Read);

    /// <summary>The same without the workflows that it uses as activities, which stay unknown.</summary>
    /// <exception cref="InvalidDefinitionException">Not a definition.</exception>
    internal WorkflowDefinition ReadAlone(ReadOnlyMemory<byte> utf8Json) => Read(utf8Json, json => Read(json, new ActivityReader(registry, null), "", 0));

    private static WorkflowDefinition Read(ReadOnlyMemory<byte> utf8Json, Func<JsonElement, WorkflowDefinition> read)
    {
        if (utf8Json.Length > MaxBytes)
            throw new InvalidDefinitionException("definition.too-large", $"Tệp quy trình lớn hơn {MaxBytes / 1024 / 1024} MB.");
        var bytes = utf8Json.Span.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json;
        try
        {
            TextMustBeReadable(bytes.Span);
            using var document = JsonDocument.Parse(bytes, Options);
            return read(document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            var line = (e.LineNumber ?? 0) + 1;
            var column = ColumnOf(bytes.Span, e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            throw new InvalidDefinitionException("definition.invalid-json", $"Tệp quy trình không phải JSON đúng: dòng {line}, cột {column}. Sửa chỗ đó rồi tải lại.", e)
            {
                Line = line,
                Column = column,
            };
        }
    }

    // The parser takes any bytes within quotes; whoever asks for the text later would fail, and far from the cause.
    private static void TextMustBeReadable(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            throw new InvalidDefinitionException("definition.invalid-text", "Tệp quy trình không phải văn bản UTF-8. Lưu lại tệp với bảng mã UTF-8 rồi tải lại.");
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue, CommentHandling = Options.CommentHandling, AllowTrailingCommas = Options.AllowTrailingCommas });
        while (reader.Read())
        {
            // The parser of the document would call this no JSON.
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= Options.MaxDepth)
                throw TooDeep(json, reader.TokenStartIndex);
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                continue;
            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException e)
            {
                throw new InvalidDefinitionException("definition.invalid-text", $"Tệp quy trình có ký tự không trọn vẹn (nửa cặp \\u) ở vị trí {reader.TokenStartIndex}.", e);
            }
        }
    }

    /// <summary>The element must outlive the definition: pass a clone.</summary>
    /// <exception cref="InvalidDefinitionException">Not a definition.</exception>
    public WorkflowDefinition Read(JsonElement json)
    {
        MustBeObject(json);
        var use = new WorkflowUse();
        return use.Within(IdOf(new JsonKeys(json)) ?? "", () => Read(json, new ActivityReader(registry, use), "", 0));
    }

    private static void MustBeObject(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new InvalidDefinitionException("definition.not-an-object", "Tệp quy trình phải là một đối tượng JSON.");
    }

    private static string? IdOf(JsonKeys keys) => keys.Text("definitionId") ?? keys.Text("id");

    /// <summary>Reads a definition that stands at this place of another, or by itself.</summary>
    internal static WorkflowDefinition Read(JsonElement json, ActivityReader activities, string path, int depth)
    {
        MustBeObject(json);
        var keys = new JsonKeys(json);
        // A root of null stands for an empty sequence (elsa-format §1).
        var root = keys.Find("root") is { ValueKind: not JsonValueKind.Null } element
            ? activities.Read(element, path.Length == 0 ? "root" : $"{path}.root", depth)
            : new ControlFlow.Sequence { Type = "Elsa.Sequence" };
        var customProperties = PlainValues.ReadMap(keys.Find("customProperties"), At("customProperties"));
        var definition = new WorkflowDefinition
        {
            Id = keys.Text("id") ?? "",
            DefinitionId = IdOf(keys)
                ?? throw new InvalidDefinitionException("definition.missing-id", "Tệp quy trình thiếu khóa \"definitionId\"."),
            TenantId = keys.Text("tenantId"),
            Name = keys.Text("name")?.Trim(),
            Description = keys.Text("description"),
            CreatedAt = keys.Instant("createdAt"),
            Version = keys.Version(path) ?? 1,
            ToolVersion = keys.Text("toolVersion"),
            Variables = PlainValues.ReadVariables(keys.Find("variables"), At("variables")),
            Inputs = ReadArguments(keys.Find("inputs"), At("inputs")),
            Outputs = ReadArguments(keys.Find("outputs"), At("outputs")),
            Outcomes = [.. PlainValues.Items(keys.Find("outcomes"), At("outcomes")).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            CustomProperties = customProperties,
            LogPersistence = LogPersistenceReader.Read(customProperties),
            Options = ReadOptions(keys.Find("options"), At("options")),
            UsableAsActivity = keys.Flag("usableAsActivity"),
            IsReadonly = keys.Flag("isReadonly") ?? false,
            IsSystem = keys.Flag("isSystem") ?? false,
            IsLatest = keys.Flag("isLatest") ?? false,
            IsPublished = keys.Flag("isPublished") ?? false,
            Root = root,
            AsRead = json,
        };
        _ = definition.Graph;
        return definition;

        string At(string key) => path.Length == 0 ? key : $"{path}.{key}";
    }

    private static List<ArgumentDefinition> ReadArguments(JsonElement? json, string place) =>
    [
        .. PlainValues.Objects(json, place).Select(found =>
        {
            var keys = new JsonKeys(found.Item);
            return new ArgumentDefinition
            {
                Name = keys.Text("name") ?? "",
                Type = keys.Text("type") ?? "Object",
                IsArray = keys.Flag("isArray") ?? false,
                DisplayName = keys.Text("displayName"),
                Description = keys.Text("description"),
                Category = keys.Text("category"),
                UIHint = keys.Text("uiHint"),
                StorageDriverType = keys.Text("storageDriverType"),
            };
        }),
    ];

    private static WorkflowOptions ReadOptions(JsonElement? json, string place)
    {
        if (json is not { ValueKind: not JsonValueKind.Null } element)
            return new WorkflowOptions();
        if (element.ValueKind != JsonValueKind.Object)
            throw PlainValues.Malformed(place, "một đối tượng", element);
        var keys = new JsonKeys(element);
        return new WorkflowOptions
        {
            ActivationStrategyType = keys.Text("activationStrategyType"),
            UsableAsActivity = keys.Flag("usableAsActivity"),
            AutoUpdateConsumingWorkflows = keys.Flag("autoUpdateConsumingWorkflows") ?? false,
            ActivityCategory = keys.Text("activityCategory"),
            IncidentStrategyType = keys.Text("incidentStrategyType"),
            CommitStrategyName = keys.Text("commitStrategyName"),
        };
    }

    private static InvalidDefinitionException TooDeep(ReadOnlySpan<byte> json, long at)
    {
        var before = json[..(int)at];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new InvalidDefinitionException("definition.too-deep", $"Tệp quy trình lồng nhau quá {Options.MaxDepth} cấp: dòng {line}, cột {column}. Tách bớt thành quy trình gọi riêng.")
        {
            Line = line,
            Column = column,
        };
    }

    // The parser counts bytes; people count characters.
    private static long ColumnOf(ReadOnlySpan<byte> text, long line, long byteInLine)
    {
        var start = 0;
        for (; line > 0 && text[start..].IndexOf((byte)'\n') is >= 0 and var end; line--)
            start += end + 1;
        var length = (int)Math.Min(byteInLine, text.Length - start);
        return Encoding.UTF8.GetCharCount(text.Slice(start, length)) + 1;
    }
}
