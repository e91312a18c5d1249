using System.Globalization;
using System.Reflection;
using LienThong.Host.Errors;

namespace LienThong.Host.Settings;

/// <summary>Reads <see cref="HostSettings"/> strictly: an unknown key or an illegal value stops start-up with one line that says what and where.</summary>
internal static class SettingsReader
{
    public static HostSettings Read(IConfigurationRoot configuration)
    {
        var settings = new HostSettings();
        foreach (var section in typeof(HostSettings).GetProperties())
            Fill(configuration, section.Name, section.GetValue(settings)!);
        return settings;
    }

    /// <summary>Refuses the value of this key, naming where it was set.</summary>
    public static StartupException Refuse(IConfiguration configuration, string key, string why) =>
        new($"Cấu hình sai: {key} = «{configuration[key]}» ({SourceOf(configuration, key)}): {why}.");

    private static void Fill(IConfigurationRoot configuration, string sectionName, object section)
    {
        var known = section.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var child in configuration.GetSection(sectionName).GetChildren())
        {
            var property = known.FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw Refuse(configuration, child.Path,
                    $"không có khoá này; các khoá của {sectionName}: {string.Join(", ", known.Select(property => property.Name))}");
            if (child.GetChildren().Any())
                throw Refuse(configuration, child.Path, "phải là một giá trị đơn");
            if (child.Value is not null)
                property.SetValue(section, Convert(configuration, child, property));
        }
    }

    private static object? Convert(IConfigurationRoot configuration, IConfigurationSection child, PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var text = child.Value!;
        if (type == typeof(string))
            return text;
        if (text.Length == 0 && type != property.PropertyType)
            return null;
        if (type == typeof(bool))
            return bool.TryParse(text, out var flag) ? flag : throw Refuse(configuration, child.Path, "phải là true hoặc false");
        if (type.IsEnum)
            return Enum.GetNames(type).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
                ? Enum.Parse(type, name)
                : throw Refuse(configuration, child.Path, $"phải là một trong: {string.Join(", ", Enum.GetNames(type)).ToLowerInvariant()}");

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw Refuse(configuration, child.Path, "phải là số nguyên");
        return property.GetCustomAttribute<BetweenAttribute>() is { } between && (number < between.Least || number > between.Greatest)
            ? throw Refuse(configuration, child.Path, $"phải từ {between.Least} đến {between.Greatest}")
            : number;
    }

    private static string SourceOf(IConfiguration configuration, string key)
    {
        var provider = ((IConfigurationRoot)configuration).Providers.LastOrDefault(provider => provider.TryGet(key, out _));
        return provider switch
        {
            null => "mặc định",
            FileConfigurationProvider file => $"tệp {file.Source.Path}",
            Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider =>
                $"biến môi trường {key.Replace(":", "__", StringComparison.Ordinal)}",
            Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationProvider => $"dòng lệnh --{key}",
            _ => provider.ToString() ?? "không rõ nguồn",
        };
    }
}
