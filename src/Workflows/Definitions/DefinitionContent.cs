using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Definitions;

/// <summary>What a version says, apart from which version it is: the same content has the same hash.</summary>
internal static partial class DefinitionContent
{
    // The identity of a version, its number and its dates are no part of what it says, nor whether they are written: an export has them, a file of ours may not.
    private static readonly HashSet<string> NoContent = new(StringComparer.OrdinalIgnoreCase) { "$schema", "createdAt", "id", "isLatest", "isPublished", "version" };

    // As its column.
    private const int MaxName = 400;

    // As the columns of what steps leave behind: bookmarks, triggers, incidents.
    private const int MaxStepId = 128;
    private const int MaxStepType = 128;

    // It stands at each step once more, with the ids of all that is around it.
    private const int MaxNodeId = 4_000;

    // The depth that the reader takes.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>Upper-case hex SHA-256 of the text as <see cref="DefinitionWriter"/> wrote it.</summary>
    /// <remarks>Of the text and not of the model, so that a later program that writes something else still finds its old versions unchanged.</remarks>
    public static string HashOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        var content = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(p => !NoContent.Contains(p.Name)))
                property.WriteTo(writer);
            writer.WriteEndObject();
        }

        return Convert.ToHexString(SHA256.HashData(content.WrittenSpan));
    }

    /// <summary>Whether the text of a version is the one that was stored.</summary>
    public static bool IsUnchanged(DefinitionRow row)
    {
        try
        {
            return HashOf(row.Json) == row.ContentHash;
        }
        // No JSON, or no object.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <exception cref="InvalidDefinitionException"><c>definition.changed-outside</c>.</exception>
    public static void MustBeUnchanged(DefinitionRow row)
    {
        if (!IsUnchanged(row))
        {
            throw new InvalidDefinitionException(
                "definition.changed-outside",
                $"Phiên bản {row.Version} của quy trình \"{row.DefinitionId}\" đã bị sửa trong cơ sở dữ liệu: nội dung không khớp mã băm đã lưu. Khôi phục phiên bản này từ bản sao lưu.");
        }
    }

    /// <exception cref="InvalidDefinitionException"><c>definition.invalid-id</c>.</exception>
    public static void MustHaveUsableId(WorkflowDefinition definition)
    {
        if (!DefinitionIds().IsMatch(definition.DefinitionId))
        {
            throw new InvalidDefinitionException(
                "definition.invalid-id", "Mã quy trình (definitionId) chỉ gồm chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới, từ 1 đến 64 ký tự. Đổi mã rồi làm lại.");
        }
    }

    /// <exception cref="InvalidDefinitionException"><c>definition.invalid-name</c>.</exception>
    public static void MustHaveUsableName(WorkflowDefinition definition)
    {
        if (definition.Name is { } name && (name.Length > MaxName || name.Any(char.IsControl)))
            throw new InvalidDefinitionException("definition.invalid-name", $"Tên quy trình dài quá {MaxName} ký tự, hoặc có ký tự điều khiển. Đặt tên trên một dòng, ngắn hơn.");
    }

    /// <summary>A root may be missing; its steps beside it are of a format that is not read here, and would be lost without a word.</summary>
    /// <exception cref="InvalidDefinitionException"><c>definition.older-elsa</c>.</exception>
    public static void MustHoldItsSteps(WorkflowDefinition definition)
    {
        if (definition.AsRead is { } json && new JsonKeys(json) is var keys && keys.Find("root") is null && keys.Find("activities") is not null)
        {
            throw new InvalidDefinitionException(
                "definition.older-elsa", "Tệp này là quy trình của Elsa 1 hoặc Elsa 2: các bước nằm ngoài khóa \"root\". Hệ thống chỉ đọc quy trình của Elsa 3; dựng lại quy trình trong trình thiết kế rồi dùng.");
        }
    }

    /// <exception cref="InvalidDefinitionException"><c>definition.invalid-step-id</c>, <c>definition.invalid-step-type</c>, <c>definition.too-deep</c>.</exception>
    public static void MustHaveUsableSteps(WorkflowDefinition definition)
    {
        if (definition.AsRead is { } text && new JsonKeys(text).Find("root") is { } root)
            MustHaveUsableSteps(root, 0);
    }

    // The text and not the model: what an unknown activity holds is in the text alone.
    private static void MustHaveUsableSteps(JsonElement json, int around)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
                MustHaveUsableSteps(item, around);
        }

        if (json.ValueKind != JsonValueKind.Object)
            return;
        var keys = new JsonKeys(json);
        if (keys.Text("type") is { } type)
        {
            var id = keys.Text("id") ?? "";
            if (id.Length > MaxStepId)
                throw new InvalidDefinitionException("definition.invalid-step-id", $"Mã bước \"{id}\" dài quá {MaxStepId} ký tự. Đặt mã ngắn hơn.");
            if (type.Length > MaxStepType)
                throw new InvalidDefinitionException("definition.invalid-step-type", $"Loại bước \"{type}\" dài quá {MaxStepType} ký tự. Sửa loại bước.");
            around += id.Length + 1;
            if (around > MaxNodeId)
                throw new InvalidDefinitionException("definition.too-deep", $"Các bước lồng nhau quá sâu: mã của chúng nối lại dài quá {MaxNodeId} ký tự. Bớt cấp lồng nhau, hoặc đặt mã ngắn hơn.");
        }

        foreach (var property in json.EnumerateObject())
        {
            if (NodeIds.MayHoldActivities(property.Name))
                MustHaveUsableSteps(property.Value, around);
        }
    }

    // \z and not $: a line feed at the end is no part of an id.
    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex DefinitionIds();
}
