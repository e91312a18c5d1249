using System.Text.Json;

namespace LienThong.Workflows.Alterations;

/// <summary>Reads alterations as Elsa writes them: an array of objects with a <c>type</c> (elsa-format §7.10).</summary>
public static class AlterationReader
{
    private const int Most = 100;

    /// <exception cref="AlterationRefusedException">It is no such array; the index names the one that is wrong.</exception>
    public static IReadOnlyList<Alteration> Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is 0 or > Most)
            throw new AlterationRefusedException("alteration.invalid", $"Danh sách thay đổi (alterations) phải là mảng có từ 1 đến {Most} thay đổi.");
        return [.. json.EnumerateArray().Select((alteration, index) => ReadOne(alteration, index))];
    }

    private static Alteration ReadOne(JsonElement json, int index)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Invalid(index, "phải là một đối tượng JSON");
        switch (Text(json, "type", index))
        {
            case "Cancel":
                return new CancelInstance();
            case "CancelActivity":
                return new CancelActivity(Text(json, "activityId", index), Text(json, "activityInstanceId", index)) is { ActivityId: null, ActivityInstanceId: null }
                    ? throw Invalid(index, "thiếu activityId hoặc activityInstanceId")
                    : new CancelActivity(Text(json, "activityId", index), Text(json, "activityInstanceId", index));
            case "ScheduleActivity":
                return new ScheduleActivity(Text(json, "activityId", index), Text(json, "activityInstanceId", index)) is { ActivityId: null, ActivityInstanceId: null }
                    ? throw Invalid(index, "thiếu activityId hoặc activityInstanceId")
                    : new ScheduleActivity(Text(json, "activityId", index), Text(json, "activityInstanceId", index));
            case "ModifyVariable":
                return new ModifyVariable(Text(json, "variableId", index) ?? throw Invalid(index, "thiếu variableId"), Find(json, "value")?.Clone());
            case "Migrate":
                return Find(json, "targetVersion") is { ValueKind: JsonValueKind.Number } version && version.TryGetInt32(out var target) && target > 0
                    ? new MigrateInstance(target)
                    : throw Invalid(index, "thiếu targetVersion là số nguyên dương");
            case { } other:
                throw Invalid(index, $"không có loại \"{other}\". Các loại: Cancel, CancelActivity, Migrate, ModifyVariable, ScheduleActivity");
            default:
                throw Invalid(index, "thiếu type");
        }
    }

    private static string? Text(JsonElement json, string key, int index) => Find(json, key) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw Invalid(index, $"{key} phải là chuỗi"),
    };

    // Keys without regard to case, as everywhere in the format.
    private static JsonElement? Find(JsonElement json, string key)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    private static AlterationRefusedException Invalid(int index, string why) => new("alteration.invalid", $"Thay đổi thứ {index + 1}: {why}.") { Index = index };
}
