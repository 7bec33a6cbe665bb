using System.Collections.Frozen;

namespace PoPipeline.Rules.Data;

/// <summary>
/// The rules that the policies of Conforma hold, by package, and packages that were there once. As of 2026-11-28.
/// Source: <c>antora/docs/modules/ROOT/partials/release_policy_nav.adoc</c>, <c>pages/packages</c> and <c>policy/release</c> of https://github.com/conforma/policy.
/// </summary>
public static class ConformaRules
{
    // A package, and its rules behind it; what is named by nothing but its package has none.
    private const string Listed = """
        maven_repos deny_unpermitted_urls policy_data_missing
        attestation_type deprecated_policy_attestation_format known_attestation_type known_attestation_types_provided pipelinerun_attestation_found
        base_image_registries allowed_registries_provided base_image_permitted base_image_info_found
        buildah_build_task add_capabilities_param buildah_uses_local_dockerfile platform_param privileged_nested_param disallowed_platform_patterns_pattern
        cve cve_blockers unpatched_cve_blockers cve_results_found cve_warnings unpatched_cve_warnings rule_data_provided
        external_parameters pipeline_run_params pipeline_run_params_provided restrict_shared_volumes
        git_branch git_branch allowed_target_branch_patterns_format
        github_certificate gh_workflow_extensions gh_workflow_name gh_workflow_repository gh_workflow_ref gh_workflow_trigger rule_data_provided
        hermetic_task hermetic hermeto_proxy_enabled proxy_rule_data_format
        labels deprecated_labels disallowed_inherited_labels inaccessible_config inaccessible_manifest inaccessible_parent_config inaccessible_parent_manifest optional_labels required_labels rule_data_provided
        olm csv_semver_format feature_annotations_format allowed_registries required_network_policy_rbac_for_operands allowed_resource_kinds olm_bundle_multi_arch allowed_registries_related required_olm_features_annotations_provided subscriptions_annotation_format inaccessible_related_images unmapped_references unpinned_references unpinned_snapshot_references unpinned_related_images
        pre_build_script_task pre_build_script_task_runner_image_allowed valid_pre_build_script_task_runner_image_ref pre_build_script_task_runner_image_in_sbom pre_build_script_task_runner_image_in_results
        prefetch_dependencies mode_not_permissive package_registry_proxy_enabled
        provenance_materials git_clone_source_matches_provenance git_clone_task_found
        quay_expiration expires_label
        rhtap_multi_ci attestation_format attestation_found
        rpm_build_deps download_location_valid allowed_rpm_build_dependency_sources_format
        rpm_packages unique_version
        rpm_pipeline invalid_pipeline
        rpm_repos ids_known rule_data_provided
        rpm_repo_verification allowed_gpg_key gpg_signature_verified metadata_checksums_verified result_format rule_data_provided
        rpm_signature allowed result_format rule_data_provided
        sbom disallowed_packages_provided found signature_verification
        sbom_cyclonedx allowed allowed_package_external_references allowed_package_sources allowed_proxy_urls disallowed_package_attributes disallowed_package_external_references experimental_hermeto_backend hermeto_attribution_required proxy_metadata_required cdx_supported_version valid_cdx_1_4 valid_cdx_1_5 valid_cdx_1_6
        slsa_build_build_service allowed_builder_ids_provided slsa_builder_id_found slsa_builder_id_accepted
        slsa_build_scripted_build build_script_used build_task_image_results_found image_built_by_trusted_task subject_build_task_matches
        slsa_provenance_available allowed_predicate_types_provided attestation_predicate_type_accepted
        slsa_source_version_controlled materials_uri_is_git_repo materials_format_okay materials_include_git_sha
        slsa_source_correlated expected_source_code_reference rule_data_provided source_code_reference_provided attested_source_code_reference
        sbom_spdx allowed allowed_package_external_references allowed_package_sources allowed_proxy_urls contains_files contains_packages disallowed_package_attributes disallowed_package_external_references experimental_hermeto_backend hermeto_attribution_required matches_image proxy_metadata_required valid
        schedule date_restriction rule_data_provided weekday_restriction
        source_image exists signed
        tasks required_untrusted_task_found required_tasks_found required_untrusted_test_task_found required_test_tasks_found data_provided future_required_tasks_found future_required_test_tasks_found pinned_task_refs pipeline_has_tasks pipeline_required_tasks_list_provided required_tasks_list_provided successful_pipeline_tasks unsupported
        test test_all_images no_failed_informative_tests no_erred_tests no_failed_tests no_test_warnings no_skipped_tests test_results_known rule_data_provided test_data_found test_results_found
        test_attestation no_erred_test_attestations no_failed_informative_test_attestations no_failed_tests no_skipped_test_attestations no_test_warnings test_result_known rule_data_provided test_data_found test_timestamp_found test_identity_found subject_mismatch
        trusted_task data_format future_deny_rule pinned tagged data trusted current valid_trusted_artifact_inputs trusted_parameters
        volatile_config expiring_rule expired_rule invalid_config no_expiration pending_rule
        rpm_ostree_task builder_image_param rule_data
        basic
        required_tasks
        task_bundle
        annotations
        kind
        results
        step_image_registries
        step_images
        trusted_artifacts
        build_labels
        stepaction_image
        stepaction_kind
        """;

    private static readonly FrozenDictionary<string, string> Successors = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["hermetic_build_task"] = "hermetic_task",
        ["attestation_task_bundle"] = "trusted_task",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> Packages = new(() => Listed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(words => words[0], words => words.Skip(1).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal));

    /// <summary>Whether a source of policies is one that Conforma publishes itself.</summary>
    /// <param name="address">The address, with its scheme.</param>
    public static bool IsSource(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Contains("quay.io/conforma/", StringComparison.Ordinal) || address.Contains("quay.io/enterprise-contract/", StringComparison.Ordinal) || address.Contains("quay.io/hacbs-contract/", StringComparison.Ordinal)
            || address.Contains("github.com/conforma/policy", StringComparison.Ordinal) || address.Contains("github.com/enterprise-contract/ec-policies", StringComparison.Ordinal);
    }

    /// <summary>Why nothing answers to a package or a rule of it, as a clause; null where one does.</summary>
    /// <param name="package">The package.</param>
    /// <param name="rule">The rule; null where the package as a whole is meant.</param>
    public static string? WhyUnknown(string package, string? rule)
    {
        if (!Packages.Value.TryGetValue(package, out var rules))
        {
            return Successors.TryGetValue(package, out var successor) ? $"there is no package '{package}' any more; what it held is in '{successor}'" : $"there is no package '{package}'";
        }

        return rule is null || rules.Count == 0 || rules.Contains(rule) ? null : $"the package '{package}' has no rule '{rule}'";
    }
}
